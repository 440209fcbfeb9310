package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.kubernetes.Annotations;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about alerts and leaving knows what there is. */
class OperationsPageTest {
    private static final Path DOCS = Path.of("..", "..", "docs");

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void everyMetricOfAnAlertIsOneOfTheReference() throws Exception {
        Set<String> metrics = found("foretide_[a-z_]+", page("kubernetes-operations.md"));
        assertThat(metrics).hasSizeGreaterThan(8);
        assertThat(found("foretide_[a-z_]+", page("reference.md"))).containsAll(metrics);
    }

    @Test
    void everyAnnotationIsTakenAwayInTheEnd() throws Exception {
        List<String> annotations = Stream.of(Annotations.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(OperationsPageTest::value)
                .toList();
        assertThat(annotations).hasSizeGreaterThan(10);
        assertThat(found("foretide\\.io/[a-z-]+(?=-[ \n])", page("kubernetes-operations.md")))
                .containsExactlyInAnyOrderElementsOf(annotations);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
