package io.foretide.scaler.kubernetes.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where {@code .ci/control-plane} put the programs of a Kubernetes control plane. */
final class PlaneFolder {
    static final String HOW_TO_GET_ONE =
            "no Kubernetes control plane: run .ci/control-plane once, or set KUBECONFIG to a cluster for tests";
    private static final List<String> PROGRAMS = List.of("etcd", "kube-apiserver", "kube-controller-manager");

    private PlaneFolder() {}

    /** The folder that FORETIDE_CONTROL_PLANE names, else the cache of the script; empty if programs are missing in it. */
    static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault("FORETIDE_CONTROL_PLANE", "");
        Path folder = named.isEmpty()
                ? cache(environment).resolve("foretide").resolve("control-plane-1.20.2-2")
                : Path.of(named);
        return Optional.of(folder)
                .filter(found -> PROGRAMS.stream().allMatch(program -> Files.isExecutable(found.resolve(program))));
    }

    private static Path cache(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    }
}
