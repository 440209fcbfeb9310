package io.foretide.scaler.control;

import io.foretide.text.InputException;

/** The object on Kubernetes that says a job: there its owner asks for what is to be done with it. Immutable. */
public record JobObject(String namespace, String name) {
    /**
     * The object that {@code text} names.
     *
     * @throws InputException unless it is {@code NAMESPACE/NAME}
     */
    public static JobObject parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new InputException("\"" + text + "\": must be NAMESPACE/NAME of a PredictiveAutoscaler");
        }
        return new JobObject(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
