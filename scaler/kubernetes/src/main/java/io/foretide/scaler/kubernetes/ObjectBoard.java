package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.foretide.planner.decision.Cause;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The object that says the job. Of what is scaled no more than the scale has to be seen; where all of it may be, its annotations
 * count for what the object does not say.
 */
record ObjectBoard(AskingObject asking, ScaledObject object) implements Board {
    /** The scale comes first: a change of what is asked that comes after it is seen, or meets a conflict. */
    @Override
    public Look look() throws IOException {
        Scale scale = object.scale();
        GenericKubernetesResource resource = object.visible(scale);
        GenericKubernetesResource job = asking.get();
        Asked asked = Asked.in(Api.annotations(resource)).under(AskingObject.asked(job));
        return new Look(resource, scale, asked, AskingObject.notes(job));
    }

    @Override
    public EpochFence.Mark mark() throws IOException {
        return asking.mark();
    }

    @Override
    public boolean isMarked() {
        return true;
    }

    @Override
    public void mark(String token, String version) throws IOException {
        asking.mark(token, version);
    }

    @Override
    public Optional<Cause> forbids(Optional<String> epoch) throws IOException {
        return asking.forbids(epoch);
    }

    @Override
    public boolean isAnnotated() {
        return false;
    }

    /** What is to be noted is in the status. */
    @Override
    public void annotate(Map<String, String> set, Set<String> removed) {}

    @Override
    public String placeOfMode() {
        return "spec.mode of " + asking;
    }

    @Override
    public ObjectReference reference() throws IOException {
        return asking.reference();
    }

    @Override
    public String toString() {
        return asking.toString();
    }
}
