package io.foretide.scaler.app;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Foretide is installed: the launcher says so. */
public final class Home {
    private static final String MAIN_CLASS = "io.foretide.scaler.cli.Main";

    private Home() {}

    /** The folder with {@code target/dist}. */
    public static Path path() {
        String home = System.getProperty("foretide.home");
        if (home == null) {
            throw new UserError(
                    UserError.USAGE, "the property foretide.home is not set: start Foretide through ./foretide");
        }
        return Path.of(home).toAbsolutePath();
    }

    /** The command that runs Foretide again, as this process was started, with other arguments. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        for (String name : List.of(
                "foretide.home",
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
