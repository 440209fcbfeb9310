package io.foretide.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A scale in which the noise of a series is nearly the same at every level, so that quiet and busy hours weigh alike.
 * Demand is in the unit of the series; a negative demand counts as none and none comes back.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "noise")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DemandScale.Root.class, name = "root"),
    @JsonSubTypes.Type(value = DemandScale.Log.class, name = "log")
})
public sealed interface DemandScale {
    /** The scaled value of a demand; NaN of NaN. */
    double of(double demand);

    /** The demand of a scaled value, never negative. */
    double demand(double scaled);

    /** The demand of every scaled value, in place. */
    default double[] demand(double[] scaled) {
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = demand(scaled[i]);
        }
        return scaled;
    }

    /**
     * For noise that grows with the square root of the level: counts, also after a change of unit.
     *
     * @param offset 3/8 of the unit of one event
     */
    record Root(double offset) implements DemandScale {
        /** The scale of counts, 2 sqrt(y + 3/8) (Anscombe 1948). */
        public static final DemandScale COUNTS = new Root(0.375);

        public Root {
            positive(offset);
        }

        @Override
        public double of(double demand) {
            return 2 * Math.sqrt(Math.max(demand, 0) + offset);
        }

        @Override
        public double demand(double scaled) {
            double half = Math.max(scaled, 0) / 2;
            return Math.max(0, half * half - offset);
        }
    }

    /**
     * For noise that grows with the level itself: bursts, over-dispersed web traffic.
     *
     * @param offset a level below which all are alike
     */
    record Log(double offset) implements DemandScale {
        /** e^40 is beyond any load and far from overflow. */
        private static final double LARGEST_EXPONENT = 40;

        public Log {
            positive(offset);
        }

        @Override
        public double of(double demand) {
            return Math.log1p(Math.max(demand, 0) / offset);
        }

        @Override
        public double demand(double scaled) {
            return offset * Math.expm1(Math.max(0, Math.min(LARGEST_EXPONENT, scaled)));
        }
    }

    private static void positive(double offset) {
        if (!(offset > 0) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset " + offset + ": a positive number is needed");
        }
    }
}
