package io.foretide.store.copy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A table that has the job's name in its column {@code job}.
 *
 * @param key its other columns in the primary key; none if a job has one row
 * @param others what is not in the primary key
 */
public record PlainTable(String name, List<String> key, List<String> others) implements CopiedTable {
    public PlainTable {
        key = List.copyOf(key);
        others = List.copyOf(others);
    }

    @Override
    public String jobs() {
        return "select distinct job from " + name + " order by 1";
    }

    @Override
    public String from() {
        return name;
    }

    @Override
    public String ofJob() {
        return "job = ?";
    }

    @Override
    public List<String> columns() {
        return Stream.concat(key.stream(), others.stream()).toList();
    }

    @Override
    public String turn(String job) {
        return name + " of " + job;
    }

    @Override
    public void write(Handle handle, String job, List<Object[]> rows) {
        List<String> columns = columns();
        PreparedBatch batch = handle.prepareBatch("insert into " + name + " (job, " + String.join(", ", columns)
                + ") values (?" + String.join("", Collections.nCopies(columns.size(), ", ?")) + ")");
        rows.forEach(
                row -> batch.add(Stream.concat(Stream.of(job), Stream.of(row)).toArray()));
        batch.execute();
    }
}
