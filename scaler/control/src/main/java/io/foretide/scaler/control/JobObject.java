package io.foretide.scaler.control;

import io.foretide.text.InputException;
import java.util.Optional;

/**
 * The object on Kubernetes that says a job: there its owner asks for what is to be done with it. Immutable.
 *
 * @param context of the kubeconfig, in whose cluster it is; empty: where the service runs
 */
public record JobObject(Optional<String> context, String namespace, String name) {
    /**
     * The object that {@code text} names.
     *
     * @throws InputException unless it is {@code NAMESPACE/NAME}, after {@code CONTEXT:} if it is in another cluster
     */
    public static JobObject parse(String text) {
        int end = text.lastIndexOf(':');
        String[] parts = text.substring(end + 1).split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new InputException("\"" + text + "\": must be NAMESPACE/NAME of a PredictiveAutoscaler");
        }
        return new JobObject(end > 0 ? Optional.of(text.substring(0, end)) : Optional.empty(), parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return context.map(one -> one + ":").orElse("") + namespace + "/" + name;
    }
}
