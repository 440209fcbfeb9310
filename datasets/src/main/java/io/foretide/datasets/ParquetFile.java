package io.foretide.datasets;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file: the first column of timestamps is the time (the first of all, if there is none), and every other column that is
 * no list is one of the trace. Cells are handed on as text, so that Parquet obeys the same rules as CSV.
 */
final class ParquetFile {
    /** How every Parquet file begins. */
    static final String MAGIC = "PAR1";

    /** Those that need no Hadoop. */
    private static final List<CompressionCodecName> CODECS = List.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW);

    /** The Julian day of 1970-01-01, from which Spark's and Hive's INT96 counts. */
    private static final long JULIAN_EPOCH = 2_440_588;

    private static final long SECONDS_PER_DAY = 86_400;

    private ParquetFile() {}

    static Trace read(Path path, Timestamps timestamps) {
        File file = path.toFile();
        String name = file.getName();
        try {
            List<PrimitiveType> types = columns(file, name);
            List<String> header = types.stream().map(PrimitiveType::getName).toList();
            TraceRows rows = new TraceRows(new RowNames(name, "row"), header, timestamps, new NumberStyle(','));
            try (Stream<List<String>> content = ParquetReader.streamContent(
                    file, new Cells(types), column -> column.length == 1 ? header.indexOf(column[0]) : -1)) {
                Iterator<List<String>> iterator = content.iterator();
                for (long row = 1; iterator.hasNext(); row++) {
                    rows.add(iterator.next(), row);
                }
            }
            return rows.build();
        } catch (TraceFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the library tells damage by exceptions of many kinds
            throw new TraceFormatException(
                    name + " is damaged (" + e.getMessage() + "), but must be a whole Parquet file", e);
        }
    }

    /** The columns that have one value a row, the time first. */
    private static List<PrimitiveType> columns(File file, String name) throws IOException {
        ParquetMetadata metadata = ParquetReader.readMetadata(file);
        checkCodecs(metadata, name);
        List<PrimitiveType> types = new ArrayList<>();
        for (ColumnDescriptor column : metadata.getFileMetaData().getSchema().getColumns()) {
            if (column.getPath().length == 1 && column.getMaxRepetitionLevel() == 0) {
                types.add(column.getPrimitiveType());
            }
        }
        if (types.isEmpty()) {
            throw new TraceFormatException(name + " has no column of single values, but must have a time and a value");
        }
        PrimitiveType time =
                types.stream().filter(ParquetFile::isTime).findFirst().orElse(types.get(0));
        types.remove(time);
        types.add(0, time);
        return types;
    }

    private static void checkCodecs(ParquetMetadata metadata, String name) {
        metadata.getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .map(ColumnChunkMetaData::getCodec)
                .filter(codec -> !CODECS.contains(codec))
                .findFirst()
                .ifPresent(codec -> {
                    throw new TraceFormatException(
                            name + " is compressed by " + codec + ", but must be by one of " + CODECS);
                });
    }

    private static boolean isTime(PrimitiveType type) {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
                || type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation;
    }

    /** Turns the values of a row into text, in the order of the columns; a value that is null stays empty. */
    record Cells(List<PrimitiveType> types) implements Hydrator<String[], List<String>, Integer> {
        @Override
        public String[] start() {
            String[] cells = new String[types.size()];
            Arrays.fill(cells, "");
            return cells;
        }

        @Override
        public String[] add(String[] cells, Integer position, @Nullable Object value) {
            if (position >= 0 && value != null) {
                cells[position] = text(types.get(position), value);
            }
            return cells;
        }

        @Override
        public List<String> finish(String[] cells) {
            return List.of(cells);
        }

        static String text(PrimitiveType type, Object value) {
            if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
                return int96(String.valueOf(value)).toString();
            }
            if (value instanceof Long number) {
                return type.stringifier().stringify(number);
            }
            return value instanceof Integer number ? type.stringifier().stringify(number) : String.valueOf(value);
        }

        /** Nanoseconds of the day, then the Julian day, the lowest byte first. */
        static Instant int96(String hexadecimal) {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal.substring(2)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong();
            return Instant.ofEpochSecond((bytes.getInt() - JULIAN_EPOCH) * SECONDS_PER_DAY)
                    .plusNanos(nanos);
        }
    }
}
