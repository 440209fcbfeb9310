package io.foretide.store;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Values by the minute in blocks of equal length. All of a block are in 16 bits each once it is {@link #pack packed}: off by half a
 * 32,767th of the largest of them at most. Minutes count from the epoch; NaN is missing. Not thread-safe.
 */
final class CompactSeries {
    private static final short MISSING = Short.MIN_VALUE;

    private final int blockMinutes;
    private final NavigableMap<Long, Block> blocks = new TreeMap<>();

    /** Either the values, or codes of them and what a whole code is worth. */
    private static final class Block {
        private static final double[] NO_VALUES = {};
        private static final short[] NO_CODES = {};

        private double[] values;
        private short[] codes = NO_CODES;
        private double worth = 1;

        /** A block in which all is missing. */
        Block(int minutes) {
            values = new double[minutes];
            Arrays.fill(values, Double.NaN);
        }

        void pack() {
            if (codes.length > 0) {
                return;
            }
            worth = Arrays.stream(values)
                            .filter(value -> !Double.isNaN(value))
                            .map(Math::abs)
                            .max()
                            .orElse(0)
                    / Short.MAX_VALUE;
            short[] packed = new short[values.length];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = Double.isNaN(values[i]) ? MISSING : worth == 0 ? 0 : (short) Math.round(values[i] / worth);
            }
            codes = packed;
            values = NO_VALUES;
        }

        double at(int index) {
            return codes.length == 0 ? values[index] : codes[index] == MISSING ? Double.NaN : codes[index] * worth;
        }

        void put(int index, double value) {
            if (codes.length > 0) {
                double[] all = new double[codes.length];
                Arrays.setAll(all, this::at);
                values = all;
                codes = NO_CODES;
            }
            values[index] = value;
        }
    }

    CompactSeries(int blockMinutes) {
        this.blockMinutes = blockMinutes;
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    void put(long minute, double value) {
        long number = Math.floorDiv(minute, blockMinutes);
        if (!Double.isNaN(value) || blocks.containsKey(number)) {
            blocks.computeIfAbsent(number, unused -> new Block(blockMinutes))
                    .put(Math.floorMod(minute, blockMinutes), value);
        }
    }

    /** Packs all blocks that end before a minute. */
    void pack(long minute) {
        blocks.headMap(Math.floorDiv(minute, blockMinutes)).values().forEach(Block::pack);
    }

    /** Forgets all blocks that end before a minute. */
    void forget(long minute) {
        blocks.headMap(Math.floorDiv(minute, blockMinutes)).clear();
    }

    /** The values of so many minutes from one on. */
    double[] values(long first, int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        long last = first + size - 1;
        blocks.subMap(Math.floorDiv(first, blockMinutes), true, Math.floorDiv(last, blockMinutes), true)
                .forEach((number, block) -> {
                    long begin = number * blockMinutes;
                    long end = Math.min(last, begin + blockMinutes - 1);
                    for (long minute = Math.max(first, begin); minute <= end; minute++) {
                        values[(int) (minute - first)] = block.at((int) (minute - begin));
                    }
                });
        return values;
    }

    /** The first minute from one on that may have a value; {@code none} if there is no such. */
    long firstFrom(long minute, long none) {
        var block = blocks.ceilingKey(Math.floorDiv(minute, blockMinutes));
        return block == null ? none : Math.max(minute, block * blockMinutes);
    }
}
