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

    /**
     * The job has, or gets, the size that is pinned, in TaskManagers. A person's pin may be outside of what is allowed, which is
     * said.
     */
    record Pinned(int fromTaskManagers, int toTaskManagers, int minTaskManagers, int maxTaskManagers)
            implements OverrideCause {
        @Override
        public String id() {
            return "pinned";
        }

        @Override
        public String sentence() {
            if (fromTaskManagers == toTaskManagers) {
                return "Hold: the size is pinned to " + toTaskManagers + outside() + ".";
            }
            return Phrases.change(fromTaskManagers, toTaskManagers) + ": the size is pinned" + outside() + ".";
        }

        private String outside() {
            return toTaskManagers < minTaskManagers || toTaskManagers > maxTaskManagers
                    ? ", though " + minTaskManagers + " to " + maxTaskManagers + " TaskManagers are allowed"
                    : "";
        }
    }
}
