package io.foretide.store.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the rows of a table with what the target has, one after the other. Not thread-safe. */
final class Comparison {
    private static final byte[] NOTHING = {};

    private final CopiedTable table;
    private final MessageDigest source = sha256();
    private final MessageDigest target = sha256();
    private int jobs;
    private String job = "";
    private long rows;
    private long missing;
    private long different;
    private Optional<String> first = Optional.empty();

    Comparison(CopiedTable table) {
        this.table = table;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void beginJob(String name) {
        jobs++;
        job = name;
        update(source, name);
        update(target, name);
    }

    void add(Object[] row, @Nullable Object @Nullable [] there) {
        rows++;
        update(source, row);
        if (there == null) {
            missing++;
            return;
        }
        update(target, there);
        if (!Arrays.deepEquals(row, there)) {
            different++;
            first = first.or(() -> Optional.of(named(row)));
        }
    }

    private String named(Object[] row) {
        StringBuilder name = new StringBuilder("job " + job);
        for (int i = 0; i < table.key().size(); i++) {
            name.append(", ").append(table.key().get(i)).append(' ').append(row[i]);
        }
        return name.toString();
    }

    private static void update(MessageDigest digest, @Nullable Object... values) {
        for (Object value : values) {
            byte[] bytes = bytes(value);
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(value == null ? -1 : bytes.length)
                    .array());
            digest.update(bytes);
        }
    }

    private static byte[] bytes(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        return value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    Compared result() {
        return new Compared(table.name(), jobs, rows, missing, different, first, hex(source), hex(target));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
