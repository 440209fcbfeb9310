package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import io.foretide.text.Counted;
import java.util.Optional;

/** Why this service does not carry out what it decided, or does not decide: half a sentence each. */
public sealed interface ControlCause extends Cause {
    /**
     * Another replica acts.
     *
     * @param leader which; empty if there is none yet
     */
    record NotLeading(Optional<String> leader) implements ControlCause {
        @Override
        public String id() {
            return "not-leading";
        }

        @Override
        public String sentence() {
            return leader.map(name -> "replica " + name + " leads").orElse("no replica leads yet");
        }
    }

    /**
     * This replica should lead, but could not keep the others out.
     *
     * @param problem one line
     */
    record CannotLead(String problem) implements ControlCause {
        @Override
        public String id() {
            return "cannot-lead";
        }

        @Override
        public String sentence() {
            return "this replica cannot lead now: " + problem;
        }
    }

    /** The mode allows no more than recommendations. */
    record ByMode(Mode mode) implements ControlCause {
        @Override
        public String id() {
            return "mode";
        }

        @Override
        public String sentence() {
            return "the mode is " + mode.word();
        }
    }

    /** A cause without figures. */
    record Plain(String id, String sentence) implements ControlCause {
        /** Nothing is meant to be carried out. */
        static final Plain PLAN_ONLY = new Plain("plan", "this is a plan");

        /** It is not known what is there. */
        public static final Plain TARGET_UNREADABLE =
                new Plain("target-unreadable", "the scaling target cannot be read");
    }

    /**
     * The target broke while it was asked.
     *
     * @param problem what it threw
     */
    record TargetFailed(String problem) implements ControlCause {
        @Override
        public String id() {
            return "target-failed";
        }

        @Override
        public String sentence() {
            return "the target failed: " + problem;
        }
    }

    /**
     * The request or its answer was lost on the way.
     *
     * @param problem what the other side or the network said
     */
    record RequestFailed(String problem) implements ControlCause {
        @Override
        public String id() {
            return "request-failed";
        }

        @Override
        public String sentence() {
            return problem;
        }
    }

    /** Somebody else has set the job's parallelism since it was read, so that it takes {@code taskManagers}. */
    record ParallelismChanged(int taskManagers) implements ControlCause {
        @Override
        public String id() {
            return "changed-meanwhile";
        }

        @Override
        public String sentence() {
            return "somebody else has set a parallelism for " + Counted.of(taskManagers, "TaskManager") + " meanwhile";
        }
    }

    /**
     * The cluster has fewer slots for the job.
     *
     * @param wanted slots
     * @param slots of all TaskManagers
     * @param ofOthers slots in which other jobs run
     */
    record TooFewSlots(int wanted, int slots, int ofOthers) implements ControlCause {
        @Override
        public String id() {
            return "too-few-slots";
        }

        @Override
        public String sentence() {
            return wanted + " slots are too many: the cluster has " + slots
                    + (ofOthers > 0 ? ", of which other jobs use " + ofOthers : "");
        }
    }

    /** The job cannot use more than {@code slots}, by the max parallelism of its vertices. */
    record MaxParallelism(int slots) implements ControlCause {
        @Override
        public String id() {
            return "max-parallelism";
        }

        @Override
        public String sentence() {
            return "the max parallelism of the job's vertices allows no more than " + Counted.of(slots, "slot");
        }
    }

    /**
     * A vertex does not become smaller.
     *
     * @param parallelism that it keeps
     * @param taskManagers that are needed for it
     */
    record LowerBound(String vertex, int parallelism, int taskManagers) implements ControlCause {
        @Override
        public String id() {
            return "lower-bound";
        }

        @Override
        public String sentence() {
            return "vertex '" + vertex + "' keeps a parallelism of " + parallelism + ", which takes " + taskManagers
                    + " TaskManagers";
        }
    }

    /** A job takes at least a slot for each of its slot sharing groups. */
    record SeveralGroups(int groups, int taskManagers) implements ControlCause {
        @Override
        public String id() {
            return "slot-sharing-groups";
        }

        @Override
        public String sentence() {
            return "its " + groups + " slot sharing groups take at least a slot each, hence " + taskManagers
                    + " TaskManagers";
        }
    }

    /**
     * Another replica has saved a decision of its own.
     *
     * @param memory which, such as {@code ConfigMap a/b}
     */
    record MemoryOvertaken(String memory) implements ControlCause {
        @Override
        public String id() {
            return "memory-overtaken";
        }

        @Override
        public String sentence() {
            return "the planner's memory in " + memory + " was saved by another replica meanwhile: its decision counts";
        }
    }
}
