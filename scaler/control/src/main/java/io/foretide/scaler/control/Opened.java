package io.foretide.scaler.control;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of what wiring opens: closes in reverse order, so that nothing is closed before what uses it. Thread-safe.
 */
public final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();
    private final Map<Class<?>, Object> shared = new HashMap<>();
    private final Optional<Opened> common;

    /** What is opened for itself. */
    public Opened() {
        this(Optional.empty());
    }

    private Opened(Optional<Opened> common) {
        this.common = common;
    }

    /** Wiring that keeps all it opens in its argument. */
    @FunctionalInterface
    public interface Wiring<T> {
        T wire(Opened opened) throws IOException;
    }

    /** What {@code wiring} makes; if it fails half-way, everything it has opened until then is closed. */
    public static <T> T wholly(Wiring<T> wiring) throws IOException {
        return wholly(new Opened(), wiring);
    }

    /** The same beside others that share what {@code common} owns. */
    public static <T> T whollyWithin(Opened common, Wiring<T> wiring) throws IOException {
        return wholly(new Opened(Optional.of(common)), wiring);
    }

    private static <T> T wholly(Opened opened, Wiring<T> wiring) throws IOException {
        try {
            return wiring.wire(opened);
        } catch (IOException | RuntimeException | Error e) {
            try {
                opened.close();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Owns {@code opened} from now on. */
    public synchronized <T extends AutoCloseable> T keep(T opened) {
        newestFirst.push(opened);
        return opened;
    }

    /** Who owns what several share; itself if nobody else does. */
    public Opened common() {
        return common.orElse(this);
    }

    /** The only one of its type among what is opened: made when it is first asked for. */
    public synchronized <T> T once(Class<T> type, Supplier<T> making) {
        return type.cast(shared.computeIfAbsent(type, any -> making.get()));
    }

    /**
     * Closes everything, the newest first. What fails to close does not keep the rest open.
     *
     * @throws IllegalStateException if something failed to close
     */
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!newestFirst.isEmpty()) {
            try {
                newestFirst.pop().close();
            } catch (Exception e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException first(@Nullable RuntimeException before, Exception next) {
        if (next instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (before != null) {
            before.addSuppressed(next);
            return before;
        }
        return next instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("cannot be closed: " + next.getMessage(), next);
    }
}
