package io.foretide.planner.decision;

import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.settings.DailyPeriod;
import io.foretide.telemetry.CappedVertex;
import io.foretide.telemetry.HotSubtask;
import io.foretide.text.Counted;
import io.foretide.text.Rounded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a built-in rule changed a proposal. Sentences are halves: they follow the rule's name and a colon. */
public sealed interface RuleCause extends PlannerCause {
    /** A cause without figures. */
    record Plain(String id, String sentence) implements RuleCause {
        public static final Plain LOOP = new Plain("loop-breaker", "the size went up and down in turns within an hour");
        public static final Plain NO_FORECAST = new Plain("no-forecast", "there is no fresh forecast to agree");
        public static final Plain RESCALE_INCOMPLETE =
                new Plain("rescale-incomplete", "the last rescale is not complete");
        public static final Plain CHECKPOINTS_FAIL = new Plain("checkpoints-fail", "checkpoints fail");
        public static final Plain SCALE_UP_ON_TRIAL =
                new Plain("scale-up-trial", "the last scale up has not shown yet that it helps");
        public static final Plain PAUSED_UP = new Plain("paused-up", "scaling up is paused");
        public static final Plain PAUSED_DOWN = new Plain("paused-down", "scaling down is paused");
    }

    /** The need is within the hysteresis band; all are shares of the present capacity. */
    record Hysteresis(double need, double scaleDownRatio, double scaleUpRatio) implements RuleCause {
        @Override
        public String id() {
            return "hysteresis";
        }

        @Override
        public String sentence() {
            return "the need is " + Rounded.hundredths(need) + " of the capacity, within " + scaleDownRatio + " to "
                    + scaleUpRatio;
        }
    }

    /** The next tick is early enough. */
    record CanWait(Staying staying) implements RuleCause {
        @Override
        public String id() {
            return "can-wait";
        }

        @Override
        public String sentence() {
            return staying.sentence();
        }
    }

    /** More were proposed a short while ago. */
    record Stabilization(int maxTaskManagers, Duration window) implements RuleCause {
        @Override
        public String id() {
            return "stabilization-window";
        }

        @Override
        public String sentence() {
            return maxTaskManagers + " were proposed within " + window.toMinutes() + " min";
        }
    }

    /** The lag is too large to scale down; both in seconds. */
    record Lagging(double lagSeconds, double maxLagSeconds) implements RuleCause {
        @Override
        public String id() {
            return "lag";
        }

        @Override
        public String sentence() {
            return "the lag of " + Math.round(lagSeconds) + " s exceeds " + Math.round(maxLagSeconds) + " s";
        }
    }

    /** The present load needs more than the forecast proposes. */
    record PresentNeed(int taskManagers) implements RuleCause {
        @Override
        public String id() {
            return "present-need";
        }

        @Override
        public String sentence() {
            return "the present load needs " + taskManagers;
        }
    }

    /** The rescales of a day are spent. */
    record BudgetSpent(int rescalesPerDay) implements RuleCause {
        @Override
        public String id() {
            return "restart-budget";
        }

        @Override
        public String sentence() {
            return rescalesPerDay == 1
                    ? "the one rescale of 24 h is spent"
                    : "all " + rescalesPerDay + " rescales of 24 h are spent";
        }
    }

    /** A rescale may change so many TaskManagers. */
    record StepLimited(int maxStep, boolean up) implements RuleCause {
        @Override
        public String id() {
            return "step-limit";
        }

        @Override
        public String sentence() {
            return "at most " + maxStep + (up ? " more" : " fewer") + " at once";
        }
    }

    /** The slots share the key groups evenly. */
    record EvenKeyGroups(int keyGroups, int perSlot) implements RuleCause {
        @Override
        public String id() {
            return "key-groups";
        }

        @Override
        public String sentence() {
            return "its slots share " + keyGroups + " key groups evenly, " + perSlot + " each";
        }
    }

    /** No vertex can use more. */
    record MaxParallelism(int maxParallelism, int usableTaskManagers) implements RuleCause {
        @Override
        public String id() {
            return "max-parallelism";
        }

        @Override
        public String sentence() {
            return "the job's max parallelism of " + maxParallelism + " can use " + usableTaskManagers;
        }
    }

    /** Slot sharing groups get slots by their need. */
    record VertexSizes(int parallelism, long slots) implements RuleCause {
        @Override
        public String id() {
            return "vertex-sizes";
        }

        @Override
        public String sentence() {
            return "a parallelism of " + parallelism + " takes " + slots
                    + " slots where vertices in slots of their own get them by need";
        }
    }

    /** A vertex works all the time at its max parallelism. */
    record Capped(CappedVertex vertex) implements RuleCause {
        @Override
        public String id() {
            return "capped-vertex";
        }

        @Override
        public String sentence() {
            return vertex.vertex() + " does not keep up: it is " + Hot.percent(vertex.busyRatio())
                    + " busy at its max parallelism of " + vertex.maxParallelism() + ", so slots will not help";
        }
    }

    /** One subtask has nearly all to do. */
    record Hot(HotSubtask subtask) implements RuleCause {
        @Override
        public String id() {
            return "hot-subtask";
        }

        @Override
        public String sentence() {
            return "one subtask of " + subtask.vertex() + " is " + percent(subtask.busyRatio())
                    + " busy and the others are " + percent(subtask.othersBusyRatio())
                    + ", so slots will not help: a key or partition has most of the records";
        }

        private static String percent(double ratio) {
            return Math.round(ratio * 100) + " %";
        }
    }

    /** Records wait, and the slots are idle. */
    record Idle(double busyRatio) implements RuleCause {
        @Override
        public String id() {
            return "idle-slots";
        }

        @Override
        public String sentence() {
            return "records wait although the slots are " + Math.round(busyRatio * 100)
                    + " % busy, so more of them have to show first that they help";
        }
    }

    /** A size that did not work lately. */
    record Quarantined(int taskManagers, Quarantine.Why why) implements RuleCause {
        @Override
        public String id() {
            return switch (why) {
                case TOO_SMALL -> "too-small";
                case UNREACHABLE -> "unreachable";
                case NO_GAIN -> "no-gain";
            };
        }

        @Override
        public String sentence() {
            return taskManagers
                    + switch (why) {
                        case TOO_SMALL -> " were too few for a load they should have carried";
                        case UNREACHABLE -> " could not be reached";
                        case NO_GAIN ->
                            " and more processed no more than fewer did: a hot key or something outside limits the job";
                    };
        }
    }

    /**
     * More TaskManagers process hardly more; rates in records/s.
     *
     * @param demand present load
     */
    record Diminishing(int few, int many, double byFew, double byMany, double demand) implements RuleCause {
        @Override
        public String id() {
            return "diminishing-returns";
        }

        @Override
        public String sentence() {
            return Counted.of(few, "TaskManager") + " process" + (few == 1 ? "es " : " ") + Math.round(byFew)
                    + " records/s and " + many + " no more than " + Math.round(byMany)
                    + (demand > Math.max(byFew, byMany) ? " of the " + Math.round(demand) + " that arrive" : "")
                    + ": the slots wait for each other or for something outside";
        }
    }

    /** The sizes that are allowed. */
    record OutOfBounds(int minTaskManagers, int maxTaskManagers, Optional<DailyPeriod> window) implements RuleCause {
        @Override
        public String id() {
            return "bounds";
        }

        @Override
        public String sentence() {
            return (minTaskManagers == maxTaskManagers ? "exactly " : minTaskManagers + " to ")
                    + Counted.of(maxTaskManagers, "TaskManager") + (maxTaskManagers == 1 ? " is" : " are") + " allowed"
                    + window.map(period -> " at " + period).orElse("");
        }
    }

    /** A time of the day in which nothing is rescaled. */
    record Excluded(DailyPeriod period) implements RuleCause {
        @Override
        public String id() {
            return "excluded-period";
        }

        @Override
        public String sentence() {
            return "nothing is rescaled " + period;
        }
    }

    /**
     * Somebody else has set the size.
     *
     * @param meant whether it is left alone whatever the lag
     */
    record SetByOthers(String by, int taskManagers, Instant until, boolean meant) implements RuleCause {
        @Override
        public String id() {
            return "standoff";
        }

        @Override
        public String sentence() {
            return (meant ? by : "a manifest of " + by) + " set " + taskManagers + ", which is left alone until "
                    + until + (meant ? "" : ", or a lag beyond the objective");
        }
    }

    /** The last rescale was a short while ago. */
    record Cooling(Duration left) implements RuleCause {
        @Override
        public String id() {
            return "cooldown";
        }

        @Override
        public String sentence() {
            return "the cooldown after the last rescale ends in " + left.toSeconds() + " s";
        }
    }

    /** The load is beyond what the last scale up brought. */
    record Outgrown(double recordsPerSecond) implements RuleCause {
        @Override
        public String id() {
            return "outgrown";
        }

        @Override
        public String sentence() {
            return "not waited for, as the newest load of " + Math.round(recordsPerSecond)
                    + " records/s is beyond what the last scale up brought";
        }
    }
}
