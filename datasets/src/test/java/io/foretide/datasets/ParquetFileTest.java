package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetFileTest {
    private static final long MARCH_SECOND = 1_772_409_600L;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TimeUnit.class)
    void readsTimestampsWhereverTheyStand(TimeUnit unit) throws IOException {
        long second = switch (unit) {
            case MILLIS -> 1000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
        Path file = write(
                timestamp(unit, true),
                row(MARCH_SECOND * second, 60.5, 3, "a"),
                row((MARCH_SECOND + 60) * second, null, 4, "b"),
                row((MARCH_SECOND + 120) * second, 120.0, 5, "c"));
        Trace trace = TraceReader.read(file);
        assertThat(trace.start()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(trace.columns()).containsExactly("value", "slots");
        assertThat(trace.column("slots")).containsExactly(3, 4, 5);
        TraceLoad load = TraceLoad.of(trace, Optional.empty(), Optional.of(LoadUnit.PER_SECOND));
        assertThat(load.perSecond()).containsExactly(60.5, Double.NaN, 120);
        assertThat(load.description()).contains("trace.parquet: column value (of 2)", "words in host");
    }

    @Test
    void readsLocalTimestampsInTheirZoneOnly() throws IOException {
        Path file = write(
                timestamp(TimeUnit.MICROS, false),
                row((MARCH_SECOND + 3600) * 1_000_000, 1.0, 3, "a"),
                row((MARCH_SECOND + 3660) * 1_000_000, 2.0, 4, "b"));
        assertThat(TraceReader.read(file, Optional.of(ZoneId.of("Europe/Berlin")))
                        .start())
                .isEqualTo("2026-03-02T00:00:00Z");
        assertThatThrownBy(() -> TraceReader.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining(
                        "trace.parquet, row 1: column time: the time is \"2026-03-02T01:00:00.000000\" without an offset");
    }

    @Test
    void withoutATypeTheFirstColumnIsTheTime() throws IOException {
        Path file = write(
                Types.required(PrimitiveTypeName.INT64).named("time"),
                row(MARCH_SECOND * 1000, 1.0, 3, "a"),
                row((MARCH_SECOND + 60) * 1000, 2.0, 4, "b"));
        assertThatThrownBy(() -> TraceReader.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("trace.parquet, row 1: column value: the time is \"1.0\"");
    }

    /** Nothing here writes them: the bytes are those that Spark writes for noon of 1970-01-02. */
    @Test
    void readsTheTimesOfSparkAndHive() {
        PrimitiveType type = Types.required(PrimitiveTypeName.INT96).named("time");
        ByteBuffer bytes = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Duration.ofHours(12).toNanos())
                .putInt(2_440_589);
        String stringified = type.stringifier().stringify(Binary.fromConstantByteArray(bytes.array()));
        assertThat(ParquetFile.Cells.text(type, stringified)).isEqualTo("1970-01-02T12:00:00Z");
    }

    @Test
    void refusesWhatIsCutOff() throws IOException {
        Path file = write(timestamp(TimeUnit.MILLIS, true), row(MARCH_SECOND * 1000, 1.0, 3, "a"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> TraceReader.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("trace.parquet is damaged");
    }

    private static Type timestamp(TimeUnit unit, boolean isUtc) {
        return Types.required(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(isUtc, unit))
                .named("time");
    }

    private static List<Optional<Object>> row(long time, Double value, int slots, String host) {
        return List.of(Optional.of(time), Optional.ofNullable(value), Optional.of(slots), Optional.of(host));
    }

    /** The time stands third, as the index of a data frame may. */
    @SafeVarargs
    private Path write(Type time, List<Optional<Object>>... rows) throws IOException {
        MessageType schema = new MessageType(
                "trace",
                Types.optional(PrimitiveTypeName.DOUBLE).named("value"),
                Types.required(PrimitiveTypeName.INT32).named("slots"),
                time,
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named("host"));
        Path file = folder.resolve("trace.parquet");
        try (ParquetWriter<List<Optional<Object>>> writer =
                ParquetWriter.writeFile(schema, file.toFile(), (row, out) -> {
                    out.write("time", row.get(0).orElseThrow());
                    row.get(1).ifPresent(value -> out.write("value", value));
                    out.write("slots", row.get(2).orElseThrow());
                    out.write("host", row.get(3).orElseThrow());
                })) {
            for (List<Optional<Object>> row : rows) {
                writer.write(row);
            }
        }
        return file;
    }
}
