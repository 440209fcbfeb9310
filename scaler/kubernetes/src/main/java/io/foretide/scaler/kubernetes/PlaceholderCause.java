package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.text.Counted;
import java.util.Locale;

/** Why there are as many placeholders as there are: half a sentence each. */
sealed interface PlaceholderCause extends Cause {
    /** A cause without figures. */
    record Plain(String id, String sentence) implements PlaceholderCause {
        /** The configuration wants none. */
        static final Plain DISABLED = new Plain("disabled", "they are disabled");

        /** The scaled object does not exist. */
        static final Plain NO_TASK_MANAGERS = new Plain("no-task-managers", "there are no TaskManagers to prepare for");

        /** The tick had no figures. */
        static final Plain NO_PLAN = new Plain("no-plan", "the metrics allow no plan");

        /** The tick had no forecast that counts. */
        static final Plain NO_FORECAST = new Plain("no-forecast", "there is no fresh forecast");

        /** A pause or a pin. */
        static final Plain NO_MORE_ALLOWED = new Plain("no-more-allowed", "people allow no more TaskManagers");

        /** What may not be looked at lets nothing grow. */
        static final Plain QUOTAS_FORBIDDEN = new Plain("quotas-forbidden", "the ResourceQuotas may not be listed");

        /** This replica stops. */
        static final Plain SERVICE_ENDS = new Plain("service-ends", "the service ends");
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
                    "the forecast's peak of %.0f records/s takes %s, %d are asked for",
                    peak,
                    Counted.of(needed, "TaskManager"),
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
}
