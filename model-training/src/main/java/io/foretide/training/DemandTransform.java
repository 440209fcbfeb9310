package io.foretide.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A variance-stabilizing transform: the noise of a series becomes nearly the same at every level, so that quiet and busy hours weigh alike.
 * Demand is in the unit of the series; a negative demand counts as none and none comes back.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "noise")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DemandTransform.Root.class, name = "root"),
    @JsonSubTypes.Type(value = DemandTransform.Log.class, name = "log")
})
public sealed interface DemandTransform {
    /** The transformed value of a demand; NaN of NaN. */
    double of(double demand);

    /** The demand of a transformed value, never negative. */
    double demand(double transformed);

    /** Demand below which all are nearly alike, above 0. */
    double offset();

    /** By how much a transformed value grows when its demand does by a factor of e, far above the offset. */
    double growth(double transformed);

    /** The demand of every transformed value, in place. */
    default double[] demand(double[] transformed) {
        for (int i = 0; i < transformed.length; i++) {
            transformed[i] = demand(transformed[i]);
        }
        return transformed;
    }

    /**
     * For noise that grows with the square root of the level: counts, also after a change of unit.
     *
     * @param offset 3/8 of the unit of one event
     */
    record Root(double offset) implements DemandTransform {
        /** The transform of counts, 2 sqrt(y + 3/8) (Anscombe 1948). */
        public static final DemandTransform COUNTS = new Root(0.375);

        public Root {
            positive(offset);
        }

        @Override
        public double of(double demand) {
            return 2 * Math.sqrt(Math.max(demand, 0) + offset);
        }

        @Override
        public double demand(double transformed) {
            double half = Math.max(transformed, 0) / 2;
            return Math.max(0, half * half - offset);
        }

        @Override
        public double growth(double transformed) {
            return transformed / 2;
        }
    }

    /**
     * For noise that grows with the level itself: bursts, over-dispersed web traffic.
     *
     * @param offset a level below which all are alike
     */
    record Log(double offset) implements DemandTransform {
        /** e^40 is beyond any load and far from overflow. */
        private static final double MAX_EXPONENT = 40;

        public Log {
            positive(offset);
        }

        @Override
        public double of(double demand) {
            return Math.log1p(Math.max(demand, 0) / offset);
        }

        @Override
        public double demand(double transformed) {
            return offset * Math.expm1(Math.max(0, Math.min(MAX_EXPONENT, transformed)));
        }

        @Override
        public double growth(double transformed) {
            return Double.isNaN(transformed) ? Double.NaN : 1;
        }
    }

    private static void positive(double offset) {
        if (!(offset > 0) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset " + offset + ": a positive number is needed");
        }
    }
}
