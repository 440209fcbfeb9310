package io.foretide.telemetry.source;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpAccessKeys;
import io.foretide.telemetry.access.Peer;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.flink.PrometheusNaming;
import io.foretide.telemetry.flink.PrometheusSource;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import io.foretide.telemetry.prometheus.PromQl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Prometheus that scrapes Flink's reporter; Flink itself says what the job runs on. */
public record PrometheusTelemetry(HttpAccess access, PrometheusNaming naming, Optional<KafkaTopics> kafka)
        implements TelemetrySettings {
    /** The word that chooses it. */
    public static final String TYPE = "prometheus";

    @Override
    public TelemetrySource open(TelemetryContext context) {
        return new PrometheusSource(
                context.flink(),
                new FlinkRestSource.Settings(context.flinkJob(), context.job(), 1),
                new PromQl(access),
                naming,
                kafka.map(KafkaOffsets::new));
    }

    @Override
    public List<String> problems() {
        return Stream.concat(access.problems().stream(), kafka.stream().flatMap(topics -> topics.problems().stream()))
                .toList();
    }

    /** {@code prometheus}. */
    public static final class Kind implements TelemetryKind {
        private static final HttpAccessKeys ACCESS = new HttpAccessKeys(
                new Peer("Prometheus", "source", "url"),
                "address of a Prometheus, or of what answers as one, before `/api/v1`");
        private static final String LABEL = "^[a-zA-Z_][a-zA-Z0-9_]*$";
        private static final Key<String> PREFIX = Key.of(
                "prefix",
                Codecs.text("^[a-zA-Z_:][a-zA-Z0-9_:]*$", "the beginning of a metric's name"),
                PrometheusNaming.PLAIN.prefix(),
                "what Flink's metrics begin with");
        private static final Key<Map<String, String>> SELECT = Key.optional(
                "select",
                Codecs.texts(Codecs.anyText("the label's value"), "label: value"),
                "values of labels that tell the cluster from others, such as `{namespace: streaming}`");
        private static final Key<Map<String, String>> RELABELLED = Key.optional(
                "relabelled",
                Codecs.texts(Codecs.text(LABEL, "a label's name"), "label of Flink's reporter: label in Prometheus"),
                "labels with other names than Flink's reporter gives them: of " + PrometheusNaming.LABELS);

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public List<Key<?>> keys() {
            return Stream.concat(ACCESS.all().stream(), Stream.of(SELECT, PREFIX, RELABELLED, KafkaTopics.BLOCK))
                    .toList();
        }

        @Override
        public TelemetrySettings read(Values values) {
            PrometheusNaming naming = new PrometheusNaming(
                    values.get(PREFIX),
                    values.find(RELABELLED).orElse(Map.of()),
                    values.find(SELECT).orElse(Map.of()));
            return new PrometheusTelemetry(ACCESS.access(values), naming, KafkaTopics.read(values));
        }

        @Override
        public int rank() {
            return 1;
        }
    }
}
