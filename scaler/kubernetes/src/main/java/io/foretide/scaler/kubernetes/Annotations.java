package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.Mode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The annotations of a scaled object that Foretide reads or writes. */
public final class Annotations {
    /** {@link Mode}, set by people: {@code off}, or for a time {@code off until 2026-01-31T18:00:00Z}. */
    public static final String MODE = "foretide.io/mode";
    /** Ends standoffs: sizes that others set are not left alone, {@code off}, or up to an instant. */
    public static final String STANDOFF = "foretide.io/standoff";
    /** Nothing is scaled: {@code true}, or until an instant. */
    public static final String PAUSE = "foretide.io/pause";
    /** Nothing is scaled in, that is down. */
    public static final String PAUSE_IN = "foretide.io/pause-in";
    /** Nothing is scaled out, that is up. */
    public static final String PAUSE_OUT = "foretide.io/pause-out";
    /** Exactly this many TaskManagers: {@code 4}, or for a time {@code 4 until 2026-01-31T18:00:00Z}. */
    public static final String PIN = "foretide.io/pin";
    /** Never fewer. */
    public static final String MIN = "foretide.io/min";
    /** Never more. */
    public static final String MAX = "foretide.io/max";

    /** Written: the TaskManagers the last decision wants. */
    public static final String RECOMMENDATION = "foretide.io/recommendation";
    /** Written: the last decision to rescale, as JSON. */
    public static final String LAST_DECISION = "foretide.io/last-decision";
    /** Written: why nothing is changed, where a person can end it. */
    public static final String HELD = "foretide.io/held";
    /** Written: which replica of Foretide leads; nobody else changes the object. */
    public static final String EPOCH = "foretide.io/epoch";

    private Annotations() {}

    /**
     * Asks for the same in the spec of the object that says the job, and returns what that is called.
     *
     * @throws IOException if there is no such object, or it cannot be changed
     */
    public static String write(JobObject by, Map<String, String> set, Set<String> removed) throws IOException {
        try (KubernetesClient client = KubernetesAccess.client(by.context())) {
            AskingObject object = new AskingObject(client, by);
            object.get();
            object.ask(set, removed);
            return object.toString();
        }
    }

    /**
     * Sets and removes annotations of a scaled object, and returns what it is called.
     *
     * @throws IOException if there is no such object, or it cannot be changed
     */
    public static String write(KubernetesSettings target, Map<String, String> set, Set<String> removed)
            throws IOException {
        try (KubernetesClient client = KubernetesAccess.client(target.context())) {
            ScaledObject object = new ScaledObject(client, target.kind(), target.namespace(), target.name());
            object.get();
            object.annotate(set, removed);
            return object.toString();
        }
    }
}
