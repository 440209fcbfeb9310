package io.foretide.scaler.cli;

import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ReplicasIT} shows, with 300 jobs and the lease that is set if nothing is said; some minutes, so run by hand. */
@ExtendWith(PostgresExtension.class)
class ReplicasCampaign {
    @TempDir
    Path folder;

    @Test
    void threeHundredJobsSurviveTheirReplicas(PostgresServer server) throws Exception {
        SharedFleet.Settings settings = new SharedFleet.Settings(300, Duration.ofMinutes(1), Duration.ofSeconds(15));
        try (SharedFleet fleet = new SharedFleet(folder, server.database(), settings)) {
            ReplicasIT.killOneAndAddAFourth(fleet);
        }
    }
}
