package io.foretide.store.copy;

import io.foretide.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One table of two databases, page by page in the order of its key. Rows that only the target has are left alone. A page is
 * one transaction: what was copied before an end stays, and is found equal the next time. Not thread-safe.
 */
final class TableCopy {
    private static final int PAGE = 2_000;
    private static final Object[] ALL = {};

    private final CopiedTable table;
    private final Database from;
    private final Database to;

    TableCopy(CopiedTable table, Database from, Database to) {
        this.table = table;
        this.from = from;
        this.to = to;
    }

    /** How many rows the source has. */
    long rows() {
        return from.with(handle -> handle.select("select count(*) from " + table.from())
                .mapTo(Long.class)
                .one());
    }

    /** @param read told how many rows more of the source were read */
    Compared compare(LongConsumer read) {
        Comparison comparison = new Comparison(table);
        for (String job : jobs()) {
            comparison.beginJob(job);
            pages(job, ALL, page -> {
                Map<List<Object>, @Nullable Object[]> there = to.with(handle -> byKey(handle, job, page));
                page.forEach(row -> comparison.add(row, there.get(key(row))));
                read.accept(page.size());
            });
        }
        return comparison.result();
    }

    /** Writes what the target has not. */
    void copy(LongConsumer read) {
        for (String job : jobs()) {
            copy(job, ALL, read);
        }
    }

    /** The same of one job's rows whose keys are above {@code above}. */
    void copy(String job, Object[] above, LongConsumer read) {
        pages(job, above, page -> {
            to.use(all -> to.inTurn(all, table.turn(job), handle -> {
                Map<List<Object>, @Nullable Object[]> there = byKey(handle, job, page);
                List<Object[]> missing = page.stream()
                        .filter(row -> !there.containsKey(key(row)))
                        .toList();
                if (!missing.isEmpty()) {
                    table.write(handle, job, missing);
                }
            }));
            read.accept(page.size());
        });
    }

    private List<String> jobs() {
        return from.with(
                handle -> handle.select(table.jobs()).mapTo(String.class).list());
    }

    private interface PageVisitor {
        void see(List<Object[]> page);
    }

    private void pages(String job, Object[] after, PageVisitor visitor) {
        Object[] above = after;
        List<Object[]> page;
        do {
            Object[] last = above;
            page = from.with(handle -> page(handle, job, last));
            if (!page.isEmpty()) {
                visitor.see(page);
                above = key(page.get(page.size() - 1)).toArray();
            }
        } while (page.size() == PAGE);
    }

    private List<Object[]> page(Handle handle, String job, Object[] above) {
        String later = above.length == 0 ? "" : " and " + keys() + " > " + marks();
        return select(handle, later + inOrder() + " limit " + PAGE, Stream.concat(Stream.of(job), Stream.of(above)));
    }

    /** What is there of the keys of a page. */
    private Map<List<Object>, @Nullable Object[]> byKey(Handle handle, String job, List<Object[]> page) {
        Stream<Object> keys = Stream.of(page.get(0), page.get(page.size() - 1)).flatMap(row -> key(row).stream());
        String within =
                table.key().isEmpty() ? "" : " and " + keys() + " >= " + marks() + " and " + keys() + " <= " + marks();
        Map<List<Object>, @Nullable Object[]> rows = new HashMap<>();
        select(handle, within, Stream.concat(Stream.of(job), keys)).forEach(row -> rows.put(key(row), row));
        return rows;
    }

    private List<Object[]> select(Handle handle, String condition, Stream<Object> arguments) {
        return handle.select(
                        "select " + String.join(", ", table.columns()) + " from " + table.from() + " where "
                                + table.ofJob() + condition,
                        arguments.toArray())
                .map((row, context) -> values(row))
                .list();
    }

    /** The same of both databases: numbers of any length, texts, bytes. */
    private Object[] values(ResultSet row) throws SQLException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.getObject(i + 1);
            values[i] = value instanceof Number number ? Long.valueOf(number.longValue()) : value;
        }
        return values;
    }

    private List<Object> key(Object[] row) {
        return new ArrayList<>(Arrays.asList(row).subList(0, table.key().size()));
    }

    private String keys() {
        return "(" + String.join(", ", table.key()) + ")";
    }

    private String marks() {
        return "(" + String.join(", ", Collections.nCopies(table.key().size(), "?")) + ")";
    }

    private String inOrder() {
        return table.key().isEmpty() ? "" : " order by " + String.join(", ", table.key());
    }
}
