package io.foretide.scaler.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaneFolderTest {
    @TempDir
    Path cache;

    @Test
    void findsTheCacheOfTheScript() throws IOException {
        Path folder = cache.resolve("foretide/control-plane-1.20.2-2");
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        assertThat(PlaneFolder.find(environment)).isEmpty();

        program(folder, "etcd");
        program(folder, "kube-apiserver");
        assertThat(PlaneFolder.find(environment)).as("an incomplete folder").isEmpty();

        program(folder, "kube-controller-manager");
        assertThat(PlaneFolder.find(environment)).contains(folder);
    }

    @Test
    void theNamedFolderOverrulesTheCache() {
        Map<String, String> environment = Map.of("FORETIDE_CONTROL_PLANE", "/nowhere");
        assertThat(PlaneFolder.find(environment)).isEmpty();
    }

    private static void program(Path folder, String name) throws IOException {
        Path file = Files.createFile(Files.createDirectories(folder).resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
