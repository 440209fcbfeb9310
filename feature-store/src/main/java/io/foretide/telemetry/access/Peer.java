package io.foretide.telemetry.access;

/**
 * Who is asked, as messages name it. Immutable.
 *
 * @param name such as {@code Flink}
 * @param block of the configuration that says how it is reached, such as {@code flink}
 * @param addressKey the key of that block that has the address, such as {@code rest}
 */
public record Peer(String name, String block, String addressKey) {
    /** A key of the block, as messages name it. */
    String key(String path) {
        return block + "." + path;
    }

    /** What to write in {@code foretide.yaml}. */
    String setting(String inside) {
        return block + ": {" + inside + "}";
    }
}
