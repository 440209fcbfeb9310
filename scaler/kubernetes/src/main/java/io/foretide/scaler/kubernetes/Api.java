package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The one door to the Kubernetes API: its failures leave it as {@link IOException}s of one line. Stateless. */
public final class Api {
    /** What we call ourselves there: field manager, component of events, value of labels. */
    static final String FORETIDE = "foretide";

    /** Says which objects are ours. */
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** A merge of a few fields, in our name. */
    static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(FORETIDE)
            .build();

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private Api() {}

    /** The object has changed since it was read. */
    static final class ConflictException extends IOException {
        private static final long serialVersionUID = 1;

        ConflictException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The answer to {@code call}.
     *
     * @param what is asked for, such as {@code get Deployment a/b}
     * @throws ConflictException if the object has changed since it was read
     * @throws IOException if the API does not answer, or does not allow it
     */
    public static <T> T ask(String what, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            String message = "cannot " + what + ": " + why(e);
            if (e.getCode() == CONFLICT) {
                throw new ConflictException(message, e);
            }
            throw new IOException(message + (e.getCode() == FORBIDDEN ? "\nMaybe run: foretide doctor" : ""), e);
        }
    }

    /** The same; empty if it is forbidden. */
    static <T> Optional<T> askIfAllowed(String what, Supplier<T> call) throws IOException {
        return askUnless(FORBIDDEN, what, call);
    }

    /** The same; empty if there is no such object. */
    static <T> Optional<T> askIfThere(String what, Supplier<T> call) throws IOException {
        return askUnless(NOT_FOUND, what, call);
    }

    /** The same; empty if there is no such object, no such kind of objects, or if it is forbidden. */
    static <T> Optional<T> askIfThereAndAllowed(String what, Supplier<T> call) throws IOException {
        try {
            return askIfThere(what, call);
        } catch (IOException e) {
            if (isForbidden(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether objects of an API group are known at all; asking for those of an unknown one may be forbidden too. */
    public static boolean knows(KubernetesClient client, String group) throws IOException {
        APIGroupList groups = ask("list the API groups", client::getApiGroups);
        if (groups == null) {
            throw new IOException("the API server does not list its API groups");
        }
        return groups.getGroups().stream().anyMatch(known -> group.equals(known.getName()));
    }

    private static <T> Optional<T> askUnless(int code, String what, Supplier<T> call) throws IOException {
        try {
            return Optional.of(ask(what, call));
        } catch (IOException e) {
            if (code(e).equals(OptionalInt.of(code))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The HTTP status of a failure that left by this door, 0 if there was no answer; empty for any other failure. */
    static OptionalInt code(IOException failure) {
        return failure.getCause() instanceof KubernetesClientException api
                ? OptionalInt.of(Math.max(0, api.getCode()))
                : OptionalInt.empty();
    }

    /** Whether the API refuses to whoever asks. */
    public static boolean isForbidden(IOException failure) {
        return code(failure).equals(OptionalInt.of(FORBIDDEN));
    }

    /** Whether the API gave no answer at all, where a refusal would say what is wrong. */
    public static boolean isSilent(IOException failure) {
        return code(failure).equals(OptionalInt.of(0));
    }

    /** What is wrong, in one line for a person, where the client is used by others; empty where an object has merely changed. */
    static Optional<String> trouble(RuntimeException failure) {
        if (failure instanceof KubernetesClientException api) {
            return api.getCode() == CONFLICT ? Optional.empty() : Optional.of(why(api));
        }
        return Optional.of(String.valueOf(failure.getMessage()));
    }

    static Map<String, String> annotations(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
    }

    static Map<String, String> labels(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
    }

    private static String why(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null
                ? "the API does not answer (" + last.getClass().getSimpleName() + ")"
                : last.getMessage();
    }
}
