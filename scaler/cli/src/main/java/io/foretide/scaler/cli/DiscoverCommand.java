package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.kubernetes.discovery.Candidate;
import io.foretide.scaler.kubernetes.discovery.Discovery;
import io.foretide.scaler.kubernetes.discovery.Inventory;
import io.foretide.scaler.kubernetes.discovery.InventoryReader;
import io.foretide.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foretide discover}. */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = {
            "Searches a Kubernetes cluster for what could be scaled: FlinkDeployments, and Deployments and StatefulSets of"
                    + " TaskManagers. Says of each where its Flink is, and why it can or cannot be scaled. Changes nothing.",
            "With -o yaml: the PredictiveAutoscaler objects of those that nobody scales yet. They recommend only, until"
                    + " target.mode says another."
        })
final class DiscoverCommand implements Callable<Integer> {
    /** How what was found is printed. */
    enum Format {
        table,
        yaml,
        json
    }

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "<namespace>",
            description = "Where to look; several times for several, all without it.")
    private List<String> namespaces = new ArrayList<>();

    @Option(names = "--context", description = "Of the kubeconfig, if it is not the current one.")
    private @Nullable String context;

    @Option(names = "--config", description = "A configuration whose jobs are marked, e.g. foretide.yaml.")
    private @Nullable Path config;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<output>",
            defaultValue = "table",
            description = "table, json, or yaml for objects to apply (${DEFAULT-VALUE}).")
    private Format format = Format.table;

    /** The result for programs: what was found, each with its object where there is one, and what could not be read. */
    private record Result(List<Found> candidates, List<Inventory.Unread> unread) {
        private record Found(Candidate candidate, Optional<Map<String, Object>> object) {}
    }

    @Override
    public Integer call() {
        Logging.warningsOnly();
        Map<String, String> jobs = config == null ? Map.of() : jobs(config);
        Inventory inventory = InventoryReader.read(Optional.ofNullable(context), namespaces);
        List<Candidate> found = Discovery.of(inventory, jobs);
        switch (format) {
            case table -> System.out.print(DiscoverTable.of(found));
            case json ->
                System.out.println(Json.pretty(new Result(
                        found.stream()
                                .map(one -> new Result.Found(one, one.object()))
                                .toList(),
                        inventory.unread())));
            case yaml -> System.out.print(objects(found));
        }
        if (format != Format.json) {
            inventory.unread().stream().map(DiscoverTable::of).distinct().forEach(System.err::println);
        }
        return 0;
    }

    /** Who scales what by the file: by the object, or by the address of its Flink. */
    private static Map<String, String> jobs(Path file) {
        Map<String, String> jobs = new HashMap<>();
        ConfigReader.fleet(file).jobs().stream()
                .flatMap(job -> job.config().stream())
                .forEach((ForetideConfig job) -> jobs.put(
                        job.target()
                                .scaled()
                                .orElseGet(() -> job.flink().access().address().toString()),
                        "job " + job.job()));
        return jobs;
    }

    private static String objects(List<Candidate> found) {
        return found.stream().flatMap(one -> one.manifest().stream()).collect(Collectors.joining("---\n"));
    }
}
