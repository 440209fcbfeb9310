package io.foretide.scaler.pieces.flink;

import io.foretide.scaler.pieces.Attempts;
import io.foretide.scaler.pieces.Histories;
import io.foretide.scaler.pieces.PieceResult;
import io.foretide.scaler.pieces.PieceTable;
import io.foretide.scaler.pieces.PieceWork;
import io.foretide.scaler.pieces.Scratch;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.StoreAddress;
import io.foretide.store.StoreLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.IntCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Does the piece of a number, unless somebody has done it, and writes down what came of it; failed or not, the next one follows. */
final class PieceFunction extends RichMapFunction<Long, String> {
    private static final long serialVersionUID = 1;

    private final String store;
    private final String run;
    private transient @Nullable Worker worker;

    PieceFunction(String store, String run) {
        this.store = store;
        this.run = run;
    }

    private record Worker(PostgresDatabase database, PieceTable table, Attempts attempts) {}

    @Override
    public void open(OpenContext context) throws IOException {
        for (PieceResult.State state : PieceResult.State.values()) {
            getRuntimeContext().addAccumulator(state.word(), new IntCounter());
        }
        PostgresDatabase database = PostgresDatabase.open(
                new StoreAddress.Postgres(store), StoreLogin.of(System.getenv()), PieceTable.BESIDE_OTHERS);
        Scratch scratch = new Scratch(Files.createTempDirectory("foretide-pieces"));
        worker = new Worker(
                database, new PieceTable(database), new Attempts(new PieceWork(Histories.in(database), scratch)));
    }

    @Override
    public String map(Long number) throws InterruptedException {
        if (worker == null) {
            throw new IllegalStateException("not opened");
        }
        PieceTable table = worker.table;
        Optional<PieceResult> before = table.result(run, number);
        PieceResult result = before.isPresent()
                ? before.get()
                : worker.attempts.of(table.piece(run, number), () -> table.attempt(run, number));
        if (before.isEmpty()) {
            table.end(run, number, result);
        }
        getRuntimeContext().getIntCounter(result.state().word()).add(1);
        return result.job() + ": " + result.state().word();
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.database.close();
            worker = null;
        }
    }
}
