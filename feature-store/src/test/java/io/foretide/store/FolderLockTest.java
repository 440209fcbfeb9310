package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path path;

    @Test
    void aFolderInUseNamesItsHolderAndIsFreeAfterwards() throws Exception {
        DataFolder folder = new DataFolder(path);
        try (FolderLock first = FolderLock.take(folder)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("data folder " + path + " is in use by process "
                            + ProcessHandle.current().pid() + " on ");
        }
        FolderLock.take(folder).close();
    }

    @Test
    void whoHasItIsToldAndNobodyAfterwards() throws Exception {
        DataFolder folder = new DataFolder(path);
        assertThat(FolderLock.holder(folder)).isEmpty();
        try (FolderLock held = FolderLock.take(folder, "nobody else may")) {
            assertThat(held).isNotNull();
            assertThat(FolderLock.holder(folder).orElseThrow())
                    .startsWith("process " + ProcessHandle.current().pid() + " on ");
            assertThatThrownBy(() -> FolderLock.take(folder, "nobody else may"))
                    .hasMessageEndingWith(": nobody else may");
        }
        Files.writeString(path.resolve("in-use"), "process 1 on a machine that was switched off");
        assertThat(FolderLock.holder(folder)).isEmpty();
    }
}
