package io.foretide.training.registry;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.Checksums;
import io.foretide.training.backtest.BacktestReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from and how good it is; stored beside it as {@code card.json} and, for people, {@code card.md}. Immutable.
 *
 * @param format always {@link #FORMAT}
 * @param formatVersion of the files of the model, {@link #FORMAT_VERSION}
 * @param name of the model
 * @param version unique in a registry
 * @param created when training began
 * @param files file name to SHA-256 of every other file; empty until it is published
 */
public record ModelCard(
        String format,
        int formatVersion,
        String name,
        String version,
        Instant created,
        @JsonUnwrapped Provenance provenance,
        @JsonUnwrapped Evaluation evaluation,
        Map<String, String> files) {
    /** Mark of a card of ours. */
    public static final String FORMAT = "foretide-model";

    /** The format that is read and written. */
    public static final int FORMAT_VERSION = 4;

    public ModelCard {
        if (!version.matches("[a-z0-9][a-zA-Z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "model version '" + version + "': must be letters, digits and ._-, at most 100");
        }
        files = sorted(files);
    }

    /** The card of a model that was just trained: nothing is decided, and it has no files. */
    static ModelCard of(String name, String version, Instant created, Provenance provenance, BacktestReport scores) {
        return new ModelCard(
                FORMAT,
                FORMAT_VERSION,
                name,
                version,
                created,
                provenance,
                new Evaluation(scores, Map.of(), ""),
                Map.of());
    }

    /**
     * Data and settings that a model was made of.
     *
     * @param data what it was trained, calibrated and scored on
     * @param zone local time of profile and calendar
     * @param features what it looks at besides the time
     * @param settings of the training
     * @param libraries library to version
     * @param cpu on which it was trained
     */
    public record Provenance(
            Data data,
            ZoneId zone,
            List<String> features,
            Settings settings,
            Map<String, String> libraries,
            String cpu) {
        public Provenance {
            features = List.copyOf(features);
            libraries = sorted(libraries);
        }
    }

    /**
     * Settings of a training; text in the file.
     *
     * @param heldOut the newest part of the data, on which nothing was fitted
     * @param seed same seed and data, same model
     * @param thorough whether networks learned as long as {@link io.foretide.training.Effort#FULL} says
     * @param validationPart on which choices were made
     */
    public record Settings(
            @JsonProperty("held out") Duration heldOut,
            @JsonFormat(shape = JsonFormat.Shape.STRING) long seed,
            @JsonFormat(shape = JsonFormat.Shape.STRING) boolean thorough,
            @JsonProperty("validation part") String validationPart) {}

    /**
     * Scores of a model, and the verdict that follows.
     *
     * @param scores on the newest weeks, which no model had seen, beside every baseline and every other model of the training
     * @param costs by model, what serving with its forecasts would have cost in those weeks; empty if that was not simulated
     * @param verdict what was decided of it and why; empty if nothing was
     */
    public record Evaluation(BacktestReport scores, Map<String, Double> costs, String verdict) {
        public Evaluation {
            costs = sorted(costs);
        }
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
    public ModelCard decided(Map<String, Double> costs, String verdict) {
        Evaluation decided = new Evaluation(evaluation.scores, costs, verdict);
        return new ModelCard(format, formatVersion, name, version, created, provenance, decided, files);
    }

    /** This card with the checksums of the files it is published with. */
    ModelCard withFiles(Map<String, String> checksums) {
        return new ModelCard(format, formatVersion, name, version, created, provenance, evaluation, checksums);
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
