package io.foretide.scaler.deploy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keys of a manifest that its type does not know: the models keep them apart, in their additional properties. */
final class UnknownKeys {
    private final List<String> found = new ArrayList<>();

    private UnknownKeys() {}

    static List<String> of(Object model) {
        UnknownKeys keys = new UnknownKeys();
        keys.visit(model.getClass().getSimpleName(), model);
        return keys.found;
    }

    private void visit(String path, Object value) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> visit(path + "[]", one));
        } else if (value != null && value.getClass().getPackageName().startsWith("io.fabric8.kubernetes.api.model")) {
            for (Method getter : value.getClass().getMethods()) {
                if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                    visit(path, value, getter);
                }
            }
        }
    }

    private void visit(String path, Object model, Method getter) {
        try {
            if (getter.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) getter.invoke(model)).keySet().forEach(key -> found.add(path + "." + key));
            } else if (!Enum.class.isAssignableFrom(getter.getReturnType())) {
                visit(path + "." + getter.getName().substring(3), getter.invoke(model));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
