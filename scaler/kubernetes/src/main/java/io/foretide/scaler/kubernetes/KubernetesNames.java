package io.foretide.scaler.kubernetes;

import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import java.util.regex.Pattern;

/** The names that Kubernetes allows. */
final class KubernetesNames {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern OBJECT = Pattern.compile("^" + LABEL + "(\\." + LABEL + ")*$");
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;

    /** Of a namespace. */
    static final Codec<String> NAMESPACE =
            Codecs.text("^" + LABEL + "$", MAX_LABEL, "a namespace, at most 63 of a-z, 0-9 and '-',");

    private KubernetesNames() {}

    /** Of an object: {@code what} it is, such as {@code the name of the Lease}. */
    static Codec<String> object(String what) {
        return Codecs.text(OBJECT.pattern(), MAX_NAME, what + ", of a-z, 0-9, '-' and '.',");
    }

    static boolean isObject(String name) {
        return OBJECT.matcher(name).matches();
    }
}
