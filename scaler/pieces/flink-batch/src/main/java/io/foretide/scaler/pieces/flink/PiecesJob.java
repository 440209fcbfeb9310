package io.foretide.scaler.pieces.flink;

import io.foretide.store.StoreAddress;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The batch application: {@code --store jdbc:postgresql://... --run ID --pieces N}. It tells nobody who reads the database: every
 * TaskManager finds that in its environment, as a service does.
 */
public final class PiecesJob {
    /** Lost TaskManagers and slots that do not come at once; a piece that fails restarts nothing. */
    private static final int RESTARTS = 100;

    private PiecesJob() {}

    public static void main(String[] arguments) throws Exception {
        StoreAddress.Postgres store = new StoreAddress.Postgres(value(arguments, "--store"));
        String run = value(arguments, "--run");
        int pieces = Integer.parseInt(value(arguments, "--pieces"));
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(configuration);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        environment
                .fromSource(new PieceNumbers(pieces), WatermarkStrategy.noWatermarks(), "jobs of the fleet")
                .map(new PieceFunction(store.url(), run))
                .name("pieces")
                .sinkTo(new DiscardingSink<>())
                .name("results are in the database");
        environment.execute("Foretide " + run);
    }

    private static String value(String[] arguments, String name) {
        int at = List.of(arguments).indexOf(name);
        if (at < 0 || at + 1 >= arguments.length) {
            throw new IllegalArgumentException(name + " is missing: foretide --on starts this job with all it needs");
        }
        return arguments[at + 1];
    }
}
