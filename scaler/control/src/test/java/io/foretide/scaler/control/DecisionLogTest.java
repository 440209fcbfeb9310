package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.foretide.planner.decision.Direction;
import io.foretide.planner.decision.SizeAt;
import io.foretide.store.Database;
import io.foretide.store.SqliteDatabase;
import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest extends DecisionLogContract {
    @TempDir
    private Path folder;

    @Override
    Database connect() {
        return SqliteDatabase.open(folder.resolve("decisions.db"), DecisionLog.MIGRATIONS);
    }

    @Test
    void aLogOfTheFirstVersionIsReadAsItWasMeant() {
        Path file = folder.resolve("decisions.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:" + DecisionLog.MIGRATIONS.folder())
                .target("1")
                .load()
                .migrate();
        Jdbi first = Jdbi.create("jdbc:sqlite:" + file);
        first.useHandle(handle -> {
            row(handle, "2001-06-13T06:30:00Z", "hold", 1, null);
            row(handle, "2001-06-13T06:31:00.500Z", "up", 3, null);
            row(handle, "2001-06-13T06:31:00Z", "up", 3, "the mode is recommend");
            row(handle, "2001-06-13T06:32:00Z", "up", 3, "the HorizontalPodAutoscaler 'tm' scales it too");
            row(handle, "2001-06-13T06:33:00Z", "up", 3, "kubectl has set 5 replicas meanwhile");
            row(handle, "2001-06-13T06:34:00.001Z", "up", 3, "the target failed: no answer");
            handle.execute("INSERT INTO outcome VALUES ('flights', '2001-06-13T06:31:00.500Z', 0,"
                    + " '{\"decisionId\":\"2001-06-13T06:31:00.500Z\",\"complete\":true}')");
        });
        try (DecisionLog log = DecisionLog.open(file)) {
            assertThat(log.rescales(JOB))
                    .extracting(DecisionLog.Entry::at, DecisionLog.Entry::fate)
                    .containsExactly(
                            tuple(T0.plusSeconds(60), Fate.RECOMMENDED),
                            tuple(T0.plusMillis(60_500), Fate.APPLIED),
                            tuple(T0.plusSeconds(120), Fate.RECOMMENDED),
                            tuple(T0.plusSeconds(180), Fate.REFUSED),
                            tuple(T0.plusMillis(240_001), Fate.FAILED));
            assertThat(log.explained(JOB, "2001-06-13T06:30:00Z").orElseThrow().entry())
                    .isEqualTo(new DecisionLog.Entry(
                            T0.toString(),
                            T0,
                            Direction.HOLD,
                            1,
                            1,
                            "because",
                            Optional.empty(),
                            Fate.HELD,
                            Optional.empty()));
            assertThat(log.sizes(JOB)).extracting(SizeAt::taskManagers).containsExactly(1, 1, 3, 1, 1, 1);
            assertThat(log.outcome(JOB, "2001-06-13T06:31:00.500Z")
                            .orElseThrow()
                            .complete())
                    .isTrue();
            log.append(JOB, rescale(T0.plusSeconds(300), new ScalingTarget.Applied()));
            assertThat(log.sizes(JOB)).hasSize(7);
        }
    }

    private static void row(Handle handle, String id, String kind, int to, @Nullable String refused) {
        handle.execute(
                "INSERT INTO decision (job, id, kind, from_size, to_size, reason, adjustments, refused)"
                        + " VALUES ('flights', ?, ?, 1, ?, 'because', '[]', ?)",
                id,
                kind,
                to,
                refused);
    }
}
