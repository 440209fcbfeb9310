package io.foretide.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;

/**
 * Where a store keeps its tables: a file of this machine, or a server that several processes share. SQL above it is written once
 * for both. Thread-safe.
 */
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /**
     * What {@code work} finds; a part of it that has to be whole is a transaction of the handle.
     *
     * @throws StoreException if the database cannot be read or written: a full disk, a server that is away
     */
    <T> T with(HandleCallback<T, RuntimeException> work);

    /** The same without a result. */
    default void use(HandleConsumer<RuntimeException> work) {
        with(work.asCallback());
    }

    /**
     * A small change, durable when this returns; those of several threads may be one transaction.
     *
     * @param work may be begun more than once until it is committed: has no effect but on its handle
     */
    void change(HandleConsumer<RuntimeException> work);

    /**
     * A transaction that begins when all others of the same {@code turn} have ended, whoever runs them: what it numbers is seen in
     * the order of its numbers.
     */
    void inTurn(Handle handle, String turn, HandleConsumer<RuntimeException> work);

    /** What it is called in messages, such as {@code store file data/features.db}. Tells no secret. */
    String name();

    /** Closes all connections; whoever still holds one closes it when done. */
    @Override
    void close();
}
