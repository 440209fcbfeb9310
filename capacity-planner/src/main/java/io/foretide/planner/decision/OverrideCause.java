package io.foretide.planner.decision;

/** Why people, not the load, decide the size. */
public sealed interface OverrideCause extends PlannerCause {
    /**
     * Nothing may be decided.
     *
     * @param why half a sentence; its id is this one's too
     */
    record Held(Cause why) implements OverrideCause {
        @Override
        public String id() {
            return why.id();
        }

        @Override
        public String sentence() {
            return "Hold: " + why.sentence() + ".";
        }
    }

    /** The job has, or gets, the size that is pinned, in TaskManagers. */
    record Pinned(int fromTaskManagers, int toTaskManagers) implements OverrideCause {
        @Override
        public String id() {
            return "pinned";
        }

        @Override
        public String sentence() {
            if (fromTaskManagers == toTaskManagers) {
                return "Hold: the size is pinned to " + toTaskManagers + ".";
            }
            return Phrases.change(fromTaskManagers, toTaskManagers) + ": the size is pinned.";
        }
    }
}
