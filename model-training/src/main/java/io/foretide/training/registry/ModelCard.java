package io.foretide.training.registry;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.Checksums;
import io.foretide.training.backtest.BacktestReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from and how good it is; stored beside it as {@code card.json} and, for people, {@code card.md}.
 *
 * @param format always {@link #FORMAT}
 * @param formatVersion of the files of the model, {@link #FORMAT_VERSION}
 * @param name of the model
 * @param version unique in a registry
 * @param created when training began
 * @param data what it was trained, calibrated and scored on
 * @param zone local time of profile and calendar
 * @param features what it looks at beside the time
 * @param settings of the training, the seed among them
 * @param libraries library to version
 * @param cpu on which it was trained
 * @param scores on the newest weeks, which no model had seen, beside every baseline and every other model of the training
 * @param costs by model, what serving with its forecasts would have cost in those weeks; empty if that was not simulated
 * @param verdict what was decided of it and why; empty if nothing was
 * @param files file name to SHA-256 of every other file; empty until it is published
 */
public record ModelCard(
        String format,
        int formatVersion,
        String name,
        String version,
        Instant created,
        Data data,
        ZoneId zone,
        List<String> features,
        Map<String, String> settings,
        Map<String, String> libraries,
        String cpu,
        BacktestReport scores,
        Map<String, Double> costs,
        String verdict,
        Map<String, String> files) {
    /** What tells a card of ours. */
    public static final String FORMAT = "foretide-model";

    /** The format that is read and written. */
    public static final int FORMAT_VERSION = 3;

    public ModelCard {
        if (!version.matches("[a-z0-9][a-zA-Z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "model version '" + version + "': letters, digits and ._- are allowed, at most 100");
        }
        features = List.copyOf(features);
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
        costs = java.util.Collections.unmodifiableMap(new TreeMap<>(costs));
        libraries = java.util.Collections.unmodifiableMap(new TreeMap<>(libraries));
        files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * The data of a training.
     *
     * @param from first step
     * @param to end of the last step, exclusive
     * @param steps how many
     * @param observed steps with a demand that counts: not missing, no restart, outage or incident
     * @param sha256 over start, step and every feature's name and values
     */
    public record Data(Instant from, Instant to, int steps, int observed, String sha256) {
        /** Describes a window. */
        public static Data of(FeatureWindow window) {
            MessageDigest digest = Checksums.sha256();
            digest.update((window.start() + "/" + window.step()).getBytes(StandardCharsets.UTF_8));
            for (String feature : window.features()) {
                TimeSeries series = window.column(feature);
                digest.update(feature.getBytes(StandardCharsets.UTF_8));
                ByteBuffer numbers = ByteBuffer.allocate(Double.BYTES * series.size());
                numbers.asDoubleBuffer().put(series.toArray());
                digest.update(numbers);
            }
            return new Data(
                    window.start(),
                    window.timeAt(window.size()),
                    window.size(),
                    window.column(Features.DEMAND).observed(),
                    HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** This card with what was decided of the model, and the costs that spoke for it or against it. */
    public ModelCard decided(Map<String, Double> simulated, String decision) {
        return with(simulated, decision, files);
    }

    /** This card with the checksums of the files it is published with. */
    ModelCard withFiles(Map<String, String> checksums) {
        return with(costs, verdict, checksums);
    }

    private ModelCard with(Map<String, Double> simulated, String decision, Map<String, String> checksums) {
        return new ModelCard(
                format,
                formatVersion,
                name,
                version,
                created,
                data,
                zone,
                features,
                settings,
                libraries,
                cpu,
                scores,
                simulated,
                decision,
                checksums);
    }
}
