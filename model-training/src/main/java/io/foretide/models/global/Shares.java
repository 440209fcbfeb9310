package io.foretide.models.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the network's median and of each other model's forecast makes the forecast of a step ahead, and of the largest load. Trees are no
 * candidates of the network, because their forecasts of what they learned from are too good to be weighed by; these shares are found on what none
 * has learned from. Immutable.
 *
 * @param byRow by step ahead and for the largest: the network's share, then those of the others; none if the network is alone
 */
record Shares(List<List<Double>> byRow) {
    /** All of the network. */
    static final Shares NETWORK = new Shares(List.of());

    private static final int PARTS = 10;

    Shares {
        byRow = byRow.stream().map(List::copyOf).toList();
    }

    /** The forecast of a row. */
    double of(int row, double network, double[] others) {
        if (byRow.isEmpty()) {
            return network;
        }
        List<Double> shares = byRow.get(row);
        double sum = shares.get(0) * network;
        for (int other = 0; other < others.length; other++) {
            sum += shares.get(1 + other) * others[other];
        }
        return sum;
    }

    /** Whether another model has a share anywhere. */
    boolean uses(int other) {
        return byRow.stream().anyMatch(shares -> shares.get(1 + other) > 0);
    }

    /** The same without the last of the others. */
    Shares withoutLast() {
        return new Shares(byRow.stream()
                .map(shares -> shares.subList(0, shares.size() - 1))
                .toList());
    }

    /** Looks for the shares with the smallest absolute error of each row, in tenths. Not thread-safe. */
    static final class Search {
        private final List<int[]> tried = new ArrayList<>();
        private final double[][] errors;

        Search(int rows, int others) {
            addMixes(new int[1 + others], 0, PARTS);
            errors = new double[rows][tried.size()];
        }

        private void addMixes(int[] parts, int from, int left) {
            if (from == parts.length - 1) {
                parts[from] = left;
                tried.add(parts.clone());
                return;
            }
            for (int part = left; part >= 0; part--) {
                parts[from] = part;
                addMixes(parts, from + 1, left - part);
            }
        }

        /** Learns of one outcome. */
        void add(int row, Mixture.Target target, double network, double[] others) {
            double weight = target.weight() / PARTS;
            for (int mix = 0; mix < errors[row].length; mix++) {
                int[] parts = tried.get(mix);
                double sum = parts[0] * network;
                for (int other = 0; other < others.length; other++) {
                    sum += parts[1 + other] * others[other];
                }
                errors[row][mix] += weight * Math.abs(PARTS * target.value() - sum);
            }
        }

        /** The best ones; of equal ones those with most of the network. */
        Shares best() {
            return new Shares(Arrays.stream(errors)
                    .map(ofRow -> tried.get(smallest(ofRow)))
                    .map(parts -> Arrays.stream(parts)
                            .mapToObj(part -> (double) part / PARTS)
                            .toList())
                    .toList());
        }

        private static int smallest(double[] values) {
            return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] < values[best] ? i : best);
        }
    }
}
