package io.foretide.models.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoostedTreesTest {
    @TempDir
    Path folder;

    private static BoostedTrees grown() {
        Random random = new Random(7);
        List<float[]> inputs = new ArrayList<>();
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            float a = random.nextFloat();
            inputs.add(new float[] {a, random.nextFloat()});
            outputs.add(new float[] {2 * a, 1 - a});
        }
        return BoostedTrees.grow(inputs, outputs, 5, 7);
    }

    @Test
    void theSameRowsAndSeedAreTheSameBytesWhenever() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        BoostedTrees grown = grown();
        grown.save(one);
        grown().save(two);
        assertThat(one).hasSameBinaryContentAs(two);
        assertThat(Files.readString(one, StandardCharsets.ISO_8859_1)).contains("1970-01-01T00:00:00Z");

        double[][] rows = {{0.25, 0.5}, {0.75, 0.1}};
        assertThat(BoostedTrees.load(one).first(5).outputs(rows, 2)).isDeepEqualTo(grown.outputs(rows, 2));
    }
}
