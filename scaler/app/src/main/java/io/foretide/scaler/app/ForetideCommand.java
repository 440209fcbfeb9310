package io.foretide.scaler.app;

import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command that runs Foretide again, as this process was started, with other arguments. */
final class ForetideCommand {
    private static final String MAIN_CLASS = "io.foretide.scaler.cli.Main";

    private ForetideCommand() {}

    static List<String> of(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.java());
        for (String name : List.of(
                Installation.PROPERTY,
                "java.io.tmpdir",
                "org.bytedeco.javacpp.cachedir",
                "org.bytedeco.javacpp.maxbytes",
                "org.bytedeco.javacpp.maxphysicalbytes")) {
            Optional.ofNullable(System.getProperty(name)).ifPresent(value -> command.add("-D" + name + "=" + value));
        }
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(MAIN_CLASS);
        command.addAll(List.of(arguments));
        return command;
    }
}
