package io.foretide.scaler.cli;

import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.kubernetes.AnnotatedMode;
import io.foretide.scaler.kubernetes.Annotations;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.TargetStatus;
import io.foretide.text.UnreachableException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foretide target}: what people ask for by annotations of the scaled object, for those who do not know their names. */
@Command(
        name = "target",
        mixinStandardHelpOptions = true,
        description = "Shows what is asked of the scaled object on Kubernetes, and asks: mode, pauses, pin.",
        footer = {
            "",
            "What is asked is written as annotations of the object, or in the spec of the job's PredictiveAutoscaler, and counts from"
                    + " the next tick on."
        })
final class TargetCommand extends CommandGroup {
    /** Instead of a mode: that of the configuration. */
    private static final String CONFIGURED = "configured";

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Mode, pauses, pin, TaskManagers, last decision.")
    int status(@Mixin ServiceOptions of, @Mixin OutputOption output) {
        Optional<RunningService> service = of.service();
        TargetStatus status = service.isPresent() ? service.get().target(of.job(service.get())) : looked(of.read());
        output.print(status, () -> TargetTable.of(status));
        return 0;
    }

    private static TargetStatus looked(ForetideConfig configuration) {
        try {
            return TargetStatus.of(kubernetes(configuration), configuration.object(), configuration.leader());
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Command(name = "pause", mixinStandardHelpOptions = true, description = "Lets nothing be scaled, or not in or out.")
    int pause(
            @Mixin ConfigOption config,
            @Option(names = "--in", description = "Only do not scale in, that is down.") boolean in,
            @Option(names = "--out", description = "Only do not scale out, that is up.") boolean out,
            @Mixin EndOptions options) {
        Optional<Instant> end = options.end(now());
        Map<String, String> pauses = new LinkedHashMap<>();
        keys(in, out, Set.of(Annotations.PAUSE))
                .forEach(key -> pauses.put(key, end.map(Instant::toString).orElse("true")));
        return annotate(config, pauses, Set.of());
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Ends all pauses, or those of one direction.")
    int resume(
            @Mixin ConfigOption config,
            @Option(names = "--in", description = "Only the pause of scaling in.") boolean in,
            @Option(names = "--out", description = "Only the pause of scaling out.") boolean out) {
        return annotate(
                config,
                Map.of(),
                keys(in, out, Set.of(Annotations.PAUSE, Annotations.PAUSE_IN, Annotations.PAUSE_OUT)));
    }

    @Command(name = "pin", mixinStandardHelpOptions = true, description = "Asks for exactly N TaskManagers.")
    int pin(@Mixin ConfigOption config, @Parameters(paramLabel = "N") int taskManagers) {
        if (taskManagers < 1) {
            throw UserError.usage("pin " + taskManagers + ": must be a whole number of at least 1");
        }
        int most = config.read().planner().maxTaskManagers();
        int code = annotate(config, Map.of(Annotations.PIN, Integer.toString(taskManagers)), Set.of());
        if (taskManagers > most) {
            System.err.println("pin " + taskManagers + ": is above planner.maxTaskManagers (" + most
                    + "), and is carried out all the same");
        }
        return code;
    }

    @Command(name = "unpin", mixinStandardHelpOptions = true, description = "Leaves the number to Foretide again.")
    int unpin(@Mixin ConfigOption config) {
        return annotate(config, Map.of(), Set.of(Annotations.PIN));
    }

    @Command(
            name = "mode",
            mixinStandardHelpOptions = true,
            description = "recommend: changes nothing and says what it would do; auto: does it; off: only logs;"
                    + " configured: what the configuration says, target.mode.")
    int mode(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "recommend|auto|off|configured") String mode,
            @Mixin EndOptions options) {
        Optional<Instant> end = options.end(now());
        if (mode.equals(CONFIGURED)) {
            if (end.isPresent()) {
                throw UserError.usage("mode configured: is allowed without --for and --until");
            }
            return annotate(config, Map.of(), Set.of(Annotations.MODE));
        }
        AnnotatedMode annotated = new AnnotatedMode(Mode.parse(mode), end);
        return annotate(config, Map.of(Annotations.MODE, annotated.toString()), Set.of());
    }

    @Command(
            name = "reclaim",
            mixinStandardHelpOptions = true,
            description = "Ends a standoff: a size that somebody else has set is not left alone any longer.")
    int reclaim(@Mixin ConfigOption config) {
        return annotate(config, Map.of(Annotations.STANDOFF, now().toString()), Set.of());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Set<String> keys(boolean in, boolean out, Set<String> defaults) {
        Set<String> keys = new LinkedHashSet<>();
        if (in) {
            keys.add(Annotations.PAUSE_IN);
        }
        if (out) {
            keys.add(Annotations.PAUSE_OUT);
        }
        return keys.isEmpty() ? defaults : keys;
    }

    private static int annotate(ConfigOption config, Map<String, String> set, Set<String> removed) {
        ForetideConfig read = config.read();
        try {
            String object = read.object().isPresent()
                    ? Annotations.write(read.object().get(), set, removed)
                    : Annotations.write(kubernetes(read), set, removed);
            String changes = set.entrySet().stream()
                    .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"")
                    .collect(Collectors.joining(", "));
            System.out.println(object + ": "
                    + (changes.isEmpty()
                            ? removed.stream().sorted().collect(Collectors.joining(", ")) + " removed"
                            : changes));
            return 0;
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private static KubernetesSettings kubernetes(ForetideConfig config) {
        return KubernetesSettings.of(config.target())
                .orElseThrow(
                        () -> UserError.usage(
                                "target.type of the configuration: must be kubernetes-deployment or flink-deployment for this command"
                                        + "\nMaybe set target.mode, or planner.minTaskManagers and maxTaskManagers, and start the service again"));
    }

    private static RuntimeException translated(IOException e) {
        return Api.isSilent(e)
                ? new UnreachableException(e.getMessage() + "\nMaybe run: foretide doctor, which says whom it asks")
                : UserError.failed(String.valueOf(e.getMessage()));
    }
}
