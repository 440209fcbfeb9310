package io.foretide.process;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Command lines of programs on this Java. */
public record JavaProgram(ClassPath classPath, String mainClass, List<String> jvmOptions, List<String> arguments) {
    public JavaProgram {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** The same with more options of the JVM. */
    public JavaProgram withJvmOptions(List<String> more) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(more);
        return new JavaProgram(classPath, mainClass, all, arguments);
    }

    /** The command line, without options that were meant for this JVM, a debugger's port for instance. */
    public ProcessBuilder command() {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:-UsePerfData"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath.argument(), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    /** The executable of the Java that runs this process. */
    public static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }
}
