package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.pieces.Piece;
import io.foretide.scaler.pieces.PieceResult;
import io.foretide.scaler.pieces.PieceResult.Effort;
import io.foretide.store.StoreAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The jobs of a file, be it of one job or of a fleet. */
final class FleetJobs {
    private final FleetConfig fleet;

    /** @throws io.foretide.scaler.app.config.ConfigException if what the file says of the whole is wrong */
    FleetJobs(Path file) {
        this.fleet = ConfigReader.fleet(file);
    }

    StoreAddress store() {
        return fleet.store();
    }

    /** What is to be done, for every job that is right. */
    List<Piece> pieces(Function<ForetideConfig, Piece> making) {
        return fleet.jobs().stream()
                .flatMap(job -> job.config().stream())
                .map(making)
                .toList();
    }

    /** The others, each with its problems. */
    List<PieceResult> wrong() {
        return fleet.jobs().stream()
                .filter(job -> job.config().isEmpty())
                .map(job -> PieceResult.failed(
                        job.name(), Effort.NONE, job.where() + ": " + String.join("; ", job.problems())))
                .toList();
    }
}
