package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.text.Counted;
import java.util.List;
import java.util.Optional;

/** Why nothing is changed on Kubernetes, or not now: half a sentence each. */
public sealed interface KubernetesCause extends Cause {
    /** Who scales besides us. */
    enum Autoscaler {
        HPA("HorizontalPodAutoscaler"),
        KEDA("KEDA ScaledObject");

        private final String word;

        Autoscaler(String word) {
            this.word = word;
        }
    }

    /**
     * An autoscaler is bound to the object.
     *
     * @param fixedAt the replicas that it allows, if its least and most are the same: how people freeze a size
     */
    record AutoscalerBound(Autoscaler kind, String name, Optional<Integer> fixedAt) implements KubernetesCause {
        /** One that scales. */
        public AutoscalerBound(Autoscaler kind, String name) {
            this(kind, name, Optional.empty());
        }

        @Override
        public String id() {
            return "autoscaler-bound";
        }

        @Override
        public String sentence() {
            return "the " + kind.word + " '" + name + "' "
                    + fixedAt.map(replicas -> "keeps it at " + replicas + ", which is its least and its most")
                            .orElse("scales it too");
        }
    }

    /**
     * Whoever has frozen the autoscaler has frozen the object.
     *
     * @param name of the ScaledObject
     * @param annotation that pauses it, with its value
     * @param by the field manager that wrote it; empty if the server does not tell
     */
    record AutoscalerPaused(String name, String annotation, Optional<String> by) implements KubernetesCause {
        @Override
        public String id() {
            return "autoscaler-paused";
        }

        @Override
        public String sentence() {
            return "the KEDA ScaledObject '" + name + "' is paused by its annotation " + annotation
                    + by.map(manager -> ", which " + manager + " has set").orElse("");
        }
    }

    /**
     * Something else makes the object what it is, and would take every change back.
     *
     * @param object such as {@code Deployment a/b}
     * @param kind of the owner
     */
    record Owned(String object, String kind, String name) implements KubernetesCause {
        @Override
        public String id() {
            return "owned";
        }

        @Override
        public String sentence() {
            return object + " belongs to the " + kind + " '" + name + "', whose controller sets its replicas";
        }
    }

    /**
     * The Pods of the object are not the TaskManagers that Flink has.
     *
     * @param object such as {@code Deployment a/b}
     * @param pods addresses of its Pods
     * @param taskManagers addresses of those registered in Flink
     */
    record OtherPods(String object, List<String> pods, List<String> taskManagers) implements KubernetesCause {
        private static final int MOST_NAMED = 3;

        public OtherPods {
            pods = List.copyOf(pods);
            taskManagers = List.copyOf(taskManagers);
        }

        @Override
        public String id() {
            return "other-pods";
        }

        @Override
        public String sentence() {
            return "the Pods of " + object + " (" + named(pods) + ") are not the TaskManagers that Flink has ("
                    + named(taskManagers) + ")";
        }

        private static String named(List<String> addresses) {
            return String.join(", ", addresses.subList(0, Math.min(MOST_NAMED, addresses.size())))
                    + (addresses.size() > MOST_NAMED ? " and " + (addresses.size() - MOST_NAMED) + " more" : "");
        }
    }

    /**
     * An annotation of ours has a value that means nothing.
     *
     * @param allowed what it may be
     */
    record AnnotationUnreadable(String key, String value, String allowed) implements KubernetesCause {
        @Override
        public String id() {
            return "annotation-unreadable";
        }

        @Override
        public String sentence() {
            return "annotation " + key + " '" + value + "': must be " + allowed;
        }
    }

    /**
     * A key of a PredictiveAutoscaler's spec has a value that means nothing.
     *
     * @param allowed what it may be
     */
    record SpecUnreadable(String key, String value, String allowed) implements KubernetesCause {
        @Override
        public String id() {
            return "spec-unreadable";
        }

        @Override
        public String sentence() {
            return "spec." + key + " '" + value + "': must be " + allowed;
        }
    }

    /**
     * The object that said the job is gone.
     *
     * @param object that was there
     */
    record JobObjectGone(String object) implements KubernetesCause {
        @Override
        public String id() {
            return "job-object-gone";
        }

        @Override
        public String sentence() {
            return object + " is there no more";
        }
    }

    /**
     * Another replica has raised its fence.
     *
     * @param epoch its token, as it stands on the object
     */
    record FencedOff(String epoch) implements KubernetesCause {
        @Override
        public String id() {
            return "fenced-off";
        }

        @Override
        public String sentence() {
            return "another replica leads now: " + epoch;
        }
    }

    /**
     * Somebody else has set the replicas since they were read.
     *
     * @param by the field manager that did
     */
    record ReplicasChanged(String by, int replicas) implements KubernetesCause {
        @Override
        public String id() {
            return "changed-meanwhile";
        }

        @Override
        public String sentence() {
            return by + " has set " + Counted.of(replicas, "replica") + " meanwhile";
        }
    }

    /**
     * The object changes faster than it can be written.
     *
     * @param problem what the API said last
     */
    record KeepsChanging(String problem) implements KubernetesCause {
        @Override
        public String id() {
            return "conflict";
        }

        @Override
        public String sentence() {
            return problem;
        }
    }

    /**
     * There is no checkpoint to restart from, and one was asked for.
     *
     * @param problem why not, half a sentence
     */
    record NoCheckpoint(String problem) implements KubernetesCause {
        @Override
        public String id() {
            return "no-checkpoint";
        }

        @Override
        public String sentence() {
            return "no scale down without a checkpoint before it: " + problem;
        }
    }
}
