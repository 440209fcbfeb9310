package io.foretide.scaler.app.config;

import io.foretide.config.Block;
import io.foretide.config.Key;
import io.foretide.config.KindBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Every key of {@code foretide.yaml}, as the documentation lists them. */
final class KeyTable {
    private static final String HEAD = """
            # Keys of foretide.yaml

            Written from the keys themselves; [configuration.md](configuration.md) explains them.

            """;
    private static final String COLUMNS = "| key | value | default | meaning |\n|---|---|---|---|\n";
    private static final String FLEET = """

            ## Of a fleet's file

            The file of [many jobs](fleet.md); every job of it has the keys above but `data`, `store`, `keep` and `http`.

            """;

    private KeyTable() {}

    /**
     * A key and where it stands.
     *
     * @param path such as {@code planner.windows[].min}; that of a target has its type: {@code target[dry-run].taskManagers}
     */
    record Row(String path, Key<?> key) {
        private String markdown() {
            return "| `" + path + "` | " + key.codec().schema().get("description") + " | "
                    + key.initially().text().replace("|", "\\|") + " | " + key.help() + " |\n";
        }
    }

    /** The page in Markdown. */
    static String markdown() {
        StringBuilder page = new StringBuilder(HEAD).append(COLUMNS);
        rows().forEach(row -> page.append(row.markdown()));
        List<Row> fleet = new ArrayList<>();
        FleetKeys.BLOCK.keys().stream()
                .filter(key -> !List.of(ConfigKeys.DATA, ConfigKeys.STORE, ConfigKeys.KEEP, ConfigKeys.HTTP)
                        .contains(key))
                .forEach(key -> add(key.name(), key, fleet));
        page.append(FLEET).append(COLUMNS);
        fleet.forEach(row -> page.append(row.markdown()));
        return page.toString();
    }

    /** All keys, those of every kind of source and target that is found. */
    static List<Row> rows() {
        ConfigKeys keys = new ConfigKeys();
        List<Row> rows = new ArrayList<>();
        for (Key<?> key : keys.root().keys()) {
            if (key.equals(keys.target())) {
                add(key.name(), keys.targets(), rows);
            } else if (key.equals(keys.source())) {
                add(key.name(), keys.sources(), rows);
            } else {
                add(key.name(), key, rows);
            }
        }
        return rows;
    }

    private static <S> void add(String path, KindBlock<S> kinds, List<Row> rows) {
        rows.add(new Row(path + ".type", kinds.type()));
        kinds.kinds()
                .forEach((type, kind) ->
                        kind.keys().forEach(own -> add(path + "[" + type + "]." + own.name(), own, rows)));
    }

    private static void add(String path, Key<?> key, List<Row> rows) {
        Optional<Block> inside = key.codec().inside();
        if (inside.isEmpty()) {
            rows.add(new Row(path, key));
            return;
        }
        boolean list = !Objects.equals(key.codec().schema().get("type"), "object");
        inside.get().keys().forEach(one -> add(path + (list ? "[]." : ".") + one.name(), one, rows));
    }
}
