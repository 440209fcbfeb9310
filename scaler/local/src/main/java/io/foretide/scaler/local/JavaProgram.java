package io.foretide.scaler.local;

import java.util.ArrayList;
import java.util.List;

/** Command that starts a companion program. */
record JavaProgram(ClassPath classPath, String mainClass, List<String> jvmOptions, List<String> arguments) {
    JavaProgram {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    JavaProgram withJvmOptions(List<String> more) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(more);
        return new JavaProgram(classPath, mainClass, all, arguments);
    }
}
