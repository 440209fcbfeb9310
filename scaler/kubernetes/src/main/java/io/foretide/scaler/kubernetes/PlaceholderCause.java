package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import java.util.Locale;

/** Why there are as many placeholders as there are: half a sentence each. */
sealed interface PlaceholderCause extends Cause {
    /** The configuration wants none. */
    record Disabled() implements PlaceholderCause {
        @Override
        public String id() {
            return "disabled";
        }

        @Override
        public String sentence() {
            return "they are disabled";
        }
    }

    /** The scaled object does not exist. */
    record NoTaskManagers() implements PlaceholderCause {
        @Override
        public String id() {
            return "no-task-managers";
        }

        @Override
        public String sentence() {
            return "there are no TaskManagers to prepare for";
        }
    }

    /** The tick had no figures. */
    record NoPlan() implements PlaceholderCause {
        @Override
        public String id() {
            return "no-plan";
        }

        @Override
        public String sentence() {
            return "the metrics allow no plan";
        }
    }

    /** The tick had no forecast that counts. */
    record NoForecast() implements PlaceholderCause {
        @Override
        public String id() {
            return "no-forecast";
        }

        @Override
        public String sentence() {
            return "there is no fresh forecast";
        }
    }

    /** A pause or a pin. */
    record NoMoreAllowed() implements PlaceholderCause {
        @Override
        public String id() {
            return "no-more-allowed";
        }

        @Override
        public String sentence() {
            return "people allow no more TaskManagers";
        }
    }

    /**
     * The forecast's peak needs as many.
     *
     * @param peak records/s
     * @param needed TaskManagers that carry it, within the bounds
     * @param planned TaskManagers asked for already
     */
    record ForecastPeak(double peak, int needed, int planned) implements PlaceholderCause {
        @Override
        public String id() {
            return "forecast-peak";
        }

        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "the forecast's peak of %.0f records/s takes %d TaskManagers, %d are asked for",
                    peak,
                    needed,
                    planned);
        }
    }

    /** More are needed, and {@code bound} leaves no room for them. */
    record Bounded(Cause need, Cause bound) implements PlaceholderCause {
        @Override
        public String id() {
            return bound.id();
        }

        @Override
        public String sentence() {
            return need.sentence() + "; " + bound.sentence();
        }
    }

    /**
     * A ResourceQuota bounds them.
     *
     * @param resource such as {@code requests.cpu}
     */
    record QuotaFull(String quota, String resource) implements PlaceholderCause {
        @Override
        public String id() {
            return "quota-full";
        }

        @Override
        public String sentence() {
            return "ResourceQuota " + quota + " leaves no room for more (" + resource + ")";
        }
    }

    /** What may not be looked at lets nothing grow. */
    record QuotasForbidden() implements PlaceholderCause {
        @Override
        public String id() {
            return "quotas-forbidden";
        }

        @Override
        public String sentence() {
            return "the ResourceQuotas may not be listed";
        }
    }

    /**
     * Not even an empty node could take one.
     *
     * @param each what one asks for
     */
    record NoNodeFits(String each) implements PlaceholderCause {
        @Override
        public String id() {
            return "no-node-fits";
        }

        @Override
        public String sentence() {
            return "no node's allocatable holds " + each;
        }
    }

    /** This replica stops. */
    record ServiceEnds() implements PlaceholderCause {
        @Override
        public String id() {
            return "service-ends";
        }

        @Override
        public String sentence() {
            return "the service ends";
        }
    }
}
