package io.foretide.store;

import io.foretide.text.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * The schemas of a store, each read once. A job keeps one schema until a feature appears that it lacks: rows in which a
 * feature is missing need none of their own. Thread-safe.
 */
final class Schemas {
    private final Map<Long, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Long, Schema> currentOfJob = new ConcurrentHashMap<>();

    Schema byId(Handle handle, long id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            String names = handle.select("select names from feature_schema where id = ?", id)
                    .mapTo(String.class)
                    .one();
            schema = new Schema(id, parse(names));
            byId.put(id, schema);
        }
        return schema;
    }

    /** A schema of the job that has all {@code features}. */
    Schema covering(Handle handle, long job, Set<String> features) {
        Schema current = currentOfJob.get(job);
        if (current == null) {
            current = handle.select("select schema from feature_row where job = ? order by minute desc limit 1", job)
                    .mapTo(Long.class)
                    .findOne()
                    .map(id -> byId(handle, id))
                    .orElseGet(() -> new Schema(0, List.of()));
        }
        if (current.id() == 0 || !current.covers(features)) {
            current = create(handle, current.namesWith(features));
        }
        currentOfJob.put(job, current);
        return current;
    }

    private Schema create(Handle handle, List<String> names) {
        String json = Json.line(names);
        long id = find(handle, json).orElseGet(() -> {
            handle.execute("insert into feature_schema (names) values (?) on conflict do nothing", json);
            return find(handle, json).orElseThrow();
        });
        return byId(handle, id);
    }

    private static Optional<Long> find(Handle handle, String names) {
        return handle.select("select id from feature_schema where names = ?", names)
                .mapTo(Long.class)
                .findOne();
    }

    private static List<String> parse(String names) {
        try {
            return List.of(Json.read(names, String[].class));
        } catch (IllegalArgumentException e) {
            throw new StoreException("feature_schema holds " + names + ": a JSON array of names is needed", e);
        }
    }
}
