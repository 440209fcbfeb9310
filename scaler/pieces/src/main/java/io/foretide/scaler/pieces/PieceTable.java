package io.foretide.scaler.pieces;

import io.foretide.scaler.control.Stores;
import io.foretide.store.Database;
import io.foretide.store.Migrations;
import io.foretide.text.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The pieces of runs and what came of them, in a PostgreSQL database that several machines share. Thread-safe. */
public final class PieceTable {
    /** What its database has to be opened with. */
    public static final Migrations MIGRATIONS = new Migrations("pieces", "io/foretide/scaler/pieces/migrations");

    /** The same with all that a server's database has. */
    public static final List<Migrations> BESIDE_OTHERS =
            Stream.concat(Stores.SHARED.stream(), Stream.of(MIGRATIONS)).toList();

    private final Database database;

    /** @param database opened with {@link #MIGRATIONS} */
    public PieceTable(Database database) {
        this.database = database;
    }

    /** Writes down what is to be done, numbered from 0, and forgets runs that are a month old. */
    public void begin(String run, List<Piece> pieces) {
        database.use(handle -> handle.useTransaction(all -> {
            all.execute("delete from piece_run where begun < now() - interval '30 days'");
            all.execute("insert into piece_run (run) values (?)", run);
            PreparedBatch batch = all.prepareBatch("insert into piece (run, number, body) values (?, ?, ?)");
            for (int number = 0; number < pieces.size(); number++) {
                batch.add(run, number, Json.line(pieces.get(number)));
            }
            if (!pieces.isEmpty()) {
                batch.execute();
            }
        }));
    }

    /** What is to be done. */
    public Piece piece(String run, long number) {
        return Json.read(
                database.with(handle -> handle.createQuery("select body from piece where run = ? and number = ?")
                        .bind(0, run)
                        .bind(1, number)
                        .mapTo(String.class)
                        .one()),
                Piece.class);
    }

    /** Counts an attempt and says which it is, from 1 on. */
    public int attempt(String run, long number) {
        return database.with(handle -> handle.createQuery(
                        "update piece set attempts = attempts + 1 where run = ? and number = ? returning attempts")
                .bind(0, run)
                .bind(1, number)
                .mapTo(Integer.class)
                .one());
    }

    /** Keeps what came of a piece. */
    public void end(String run, long number, PieceResult result) {
        database.use(handle -> handle.createUpdate("update piece set result = ? where run = ? and number = ?")
                .bind(0, Json.line(result))
                .bind(1, run)
                .bind(2, number)
                .execute());
    }

    /** What came of a piece, if it has ended. */
    public Optional<PieceResult> result(String run, long number) {
        return database.with(handle -> handle.createQuery(
                        "select result from piece where run = ? and number = ? and result is not null")
                .bind(0, run)
                .bind(1, number)
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.read(json, PieceResult.class)));
    }

    /** How many pieces of a run have ended. */
    public int ended(String run) {
        return database.with(
                handle -> handle.createQuery("select count(*) from piece where run = ? and result is not null")
                        .bind(0, run)
                        .mapTo(Integer.class)
                        .one());
    }
}
