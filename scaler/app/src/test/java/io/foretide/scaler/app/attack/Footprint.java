package io.foretide.scaler.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What this process takes.
 *
 * @param heapMegabytes used after a collection
 * @param files open ones
 */
record Footprint(long heapMegabytes, long threads, long files) {
    static Footprint now() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new Footprint(heap, ManagementFactory.getThreadMXBean().getThreadCount(), open.count());
        }
    }

    /** The medians of the last third are not above those of the second, but for what a few minutes more of history take. */
    static void grewInNothing(List<Footprint> footprints) {
        int third = footprints.size() / 3;
        if (third < 2) {
            return;
        }
        List<Footprint> middle = footprints.subList(third, 2 * third);
        List<Footprint> end = footprints.subList(2 * third, footprints.size());
        assertThat(median(end, Footprint::heapMegabytes))
                .as("heap of %s", footprints)
                .isLessThan(median(middle, Footprint::heapMegabytes) * 5 / 4 + 10);
        assertThat(median(end, Footprint::threads))
                .as("threads of %s", footprints)
                .isLessThanOrEqualTo(median(middle, Footprint::threads) + 10);
        assertThat(median(end, Footprint::files))
                .as("files of %s", footprints)
                .isLessThanOrEqualTo(median(middle, Footprint::files) + 10);
    }

    private static long median(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
        return footprints.stream()
                .mapToLong(figure)
                .sorted()
                .skip(footprints.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return heapMegabytes + " MB, " + threads + " threads, " + files + " files";
    }
}
