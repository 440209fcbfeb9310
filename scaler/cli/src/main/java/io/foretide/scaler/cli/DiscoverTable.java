package io.foretide.scaler.cli;

import io.foretide.scaler.kubernetes.discovery.Candidate;
import io.foretide.scaler.kubernetes.discovery.Inventory;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What could be scaled in a cluster, as rows for people. */
final class DiscoverTable {
    private static final List<String> HEAD = List.of("KIND", "NAMESPACE/NAME", "FLINK", "SCALABLE", "WHY");

    private DiscoverTable() {}

    static String of(List<Candidate> found) {
        if (found.isEmpty()) {
            return "No FlinkDeployment, and no Deployment or StatefulSet of TaskManagers.\n";
        }
        List<List<String>> rows = Stream.concat(Stream.of(HEAD), found.stream().map(DiscoverTable::row))
                .toList();
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(String.format("%-" + (widths[column] + 2) + "s", row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        long open = found.stream().filter(one -> one.object().isPresent()).count();
        return text
                + (open == 0
                        ? ""
                        : "\nMaybe scale " + (open == 1 ? "it" : "them")
                                + ": foretide discover -o yaml | kubectl apply -f -\n");
    }

    private static List<String> row(Candidate one) {
        return List.of(
                one.kind(),
                one.namespace() + "/" + one.name(),
                one.flink().orElse("-"),
                one.coveredBy().isPresent() ? "covered" : one.scalable().word(),
                one.coveredBy().map(owner -> "by " + owner).orElse(one.why()));
    }

    /** What could not be read. */
    static String of(Inventory.Unread unread) {
        return unread.namespace().map(one -> "namespace " + one + ": ").orElse("") + unread.what() + " are not read: "
                + unread.why();
    }
}
