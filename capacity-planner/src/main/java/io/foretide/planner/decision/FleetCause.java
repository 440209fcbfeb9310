package io.foretide.planner.decision;

import io.foretide.telemetry.JobId;
import io.foretide.text.Counted;
import java.util.List;

/** Why a job has less than its planner wants, or waits, as it is one of a fleet. Half sentences, like those of {@link RuleCause}. */
public sealed interface FleetCause extends PlannerCause {
    /**
     * Jobs, of which a sentence names a few.
     *
     * @param named the first of them
     * @param others how many more there are
     */
    record Jobs(List<JobId> named, int others) {
        private static final int MAX_NAMED = 3;

        public Jobs {
            named = List.copyOf(named);
        }

        /** The first of {@code jobs}, which stand in the order of their weight, and the number of the others. */
        public static Jobs of(List<JobId> jobs) {
            int names = Math.min(MAX_NAMED, jobs.size());
            return new Jobs(jobs.subList(0, names), jobs.size() - names);
        }

        /** The same without {@code one} of them. */
        public static Jobs without(List<JobId> jobs, JobId one) {
            List<JobId> named = jobs.stream()
                    .filter(job -> !job.equals(one))
                    .limit(MAX_NAMED)
                    .toList();
            return new Jobs(named, jobs.size() - 1 - named.size());
        }

        private boolean isOne() {
            return named.size() + others == 1;
        }

        /** {@code orders, payments, search and 4 others}. */
        private String words() {
            String names = String.join(", ", named.stream().map(JobId::value).toList());
            return others == 0 ? names : names + " and " + Counted.of(others, "other");
        }
    }

    private static String budget(int maxSlots) {
        return "the fleet may use " + Counted.of(maxSlots, "slot") + ", ";
    }

    /** Others come first. */
    record HigherPriority(int maxSlots, Jobs jobs) implements FleetCause {
        @Override
        public String id() {
            return "fleet-priority";
        }

        @Override
        public String sentence() {
            return budget(maxSlots)
                    + (jobs.isOne() ? "and a job of higher priority wants" : "and jobs of higher priority want")
                    + " them (" + jobs.words() + ")";
        }
    }

    /** Others want as much of what is left. */
    record SamePriority(int maxSlots, Jobs jobs) implements FleetCause {
        @Override
        public String id() {
            return "fleet-share";
        }

        @Override
        public String sentence() {
            return budget(maxSlots) + "which are shared with " + (jobs.isOne() ? "a job" : "jobs")
                    + " of the same priority (" + jobs.words() + ")";
        }
    }

    /**
     * The minimum of all jobs leaves no more.
     *
     * @param minSlots that it takes
     */
    record Minimum(int maxSlots, long minSlots) implements FleetCause {
        @Override
        public String id() {
            return "fleet-minimum";
        }

        @Override
        public String sentence() {
            return budget(maxSlots) + "and the minimum of its jobs takes " + minSlots;
        }
    }

    /** The slots are this job's once those have given them back that have them. */
    record Occupied(int maxSlots, Jobs jobs) implements FleetCause {
        @Override
        public String id() {
            return "fleet-waiting";
        }

        @Override
        public String sentence() {
            return budget(maxSlots) + "and those that it gets are not free until " + jobs.words()
                    + (jobs.isOne() ? " has" : " have") + " scaled down";
        }
    }

    /** Everybody has what was wanted, and no more is free. */
    record Full(int maxSlots) implements FleetCause {
        @Override
        public String id() {
            return "fleet-full";
        }

        @Override
        public String sentence() {
            return budget(maxSlots) + "and no more are free";
        }
    }

    /** The fleet's plan does not have the job yet, which has just begun. */
    record Unplanned() implements FleetCause {
        @Override
        public String id() {
            return "fleet-unplanned";
        }

        @Override
        public String sentence() {
            return "its fleet's plan does not have it yet";
        }
    }

    /**
     * Rescales come one after another.
     *
     * @param jobs that are rescaled, or come first
     */
    record Staggered(int rescalesAtOnce, Jobs jobs) implements FleetCause {
        @Override
        public String id() {
            return "fleet-staggered";
        }

        @Override
        public String sentence() {
            return "the fleet rescales " + Counted.of(rescalesAtOnce, "job") + " at once, and " + jobs.words()
                    + (jobs.isOne() ? " comes first" : " come first");
        }
    }
}
