package io.foretide.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a PostgreSQL server, its schema brought up to date on opening: {@code foretide}, or the one that the address
 * names as {@code currentSchema}.
 *
 * <p>A committed transaction is as durable as the server makes it. At most ten connections are open; who gets none within 10 s
 * is told so by a {@link StoreException}. A server that is away is looked for by one caller at a time, see {@link Outage}, and
 * used again when it is back. Any number of processes may use one database.
 * Thread-safe.
 */
public final class PostgresDatabase implements Database {
    static final int CONNECTIONS = 10;

    /** Between two looks at a server that is away: of all jobs of a service together. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(10);

    /** A server that vanished sends no end: who waits for its answer would do so for ever. */
    private static final Duration WAIT_FOR_ANSWER = Duration.ofSeconds(30);

    private static final String SCHEMA = "foretide";
    private static final String TAKE_TURN = "select pg_advisory_xact_lock(hashtextextended(current_schema() || ?, 0))";

    private static final String LOOK = "select current_setting('server_version') as version, current_user as who,"
            + " pg_is_in_recovery() as standby, min(pg_get_userbyid(n.nspowner)::text) as owner,"
            + " coalesce(bool_and(has_schema_privilege(n.oid, 'CREATE') and has_schema_privilege(n.oid, 'USAGE')),"
            + " has_database_privilege(current_database(), 'CREATE'))"
            + " and not exists (select 1 from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = ?"
            + " and c.relkind = 'r' and not (has_table_privilege(c.oid, 'INSERT') and has_table_privilege(c.oid, 'UPDATE')))"
            + " as writable from (select 1) one left join pg_namespace n on n.nspname = ?";

    private final StoreAddress.Postgres address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Outage outage;

    private PostgresDatabase(StoreAddress.Postgres address, HikariDataSource pool, Outage outage) {
        this.address = address;
        this.pool = pool;
        this.outage = outage;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens a database that is there; its schema is created if needed.
     *
     * @param parts whose tables are kept in it
     * @throws StoreException if it cannot be reached, or not by this user, or is of a newer version
     */
    public static PostgresDatabase open(StoreAddress.Postgres address, StoreLogin login, List<Migrations> parts) {
        return open(address, login, parts, LONGEST_PAUSE);
    }

    /**
     * The same for who has to know soon that a server is back.
     *
     * @param longestPause between two looks at a server that is away
     */
    public static PostgresDatabase open(
            StoreAddress.Postgres address, StoreLogin login, List<Migrations> parts, Duration longestPause) {
        migrate(address, source(address, login, Duration.ZERO), parts);
        HikariConfig config = new HikariConfig();
        config.setPoolName("foretide-store");
        config.setDataSource(source(address, login, WAIT_FOR_ANSWER));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        return new PostgresDatabase(address, new HikariDataSource(config), new Outage(System::nanoTime, longestPause));
    }

    /** @param answer how long an answer may take; zero: for ever, as for an index of years */
    private static PGSimpleDataSource source(StoreAddress.Postgres address, StoreLogin login, Duration answer) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address.url());
        source.setReWriteBatchedInserts(true);
        login.user().ifPresent(source::setUser);
        login.password().ifPresent(source::setPassword);
        if (!address.sets("currentSchema")) {
            source.setCurrentSchema(SCHEMA);
        }
        if (!address.sets("ApplicationName")) {
            source.setApplicationName("foretide");
        }
        if (!address.sets("socketTimeout")) {
            source.setSocketTimeout((int) answer.toSeconds());
        }
        if (!address.sets("tcpKeepAlive")) {
            source.setTcpKeepAlive(true);
        }
        return source;
    }

    /** One process at a time, however many start at once. */
    private static void migrate(StoreAddress.Postgres address, PGSimpleDataSource source, List<Migrations> parts) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false); // ends with the connection
            statement.execute("select pg_advisory_xact_lock(hashtextextended('foretide migrations', 0))");
            for (Migrations part : parts) {
                part.postgres(name(address), flyway(source));
            }
        } catch (StoreException e) {
            throw e;
        } catch (SQLException e) {
            throw new StoreException(
                    name(address) + " cannot be opened: " + PostgresFailures.why(e), e, PostgresFailures.isAway(e));
        } catch (RuntimeException e) { // Flyway has several
            throw new StoreException(
                    name(address) + " cannot be brought up to date: " + PostgresFailures.why(e),
                    e,
                    PostgresFailures.isAway(e));
        }
    }

    /**
     * What a database is for a user.
     *
     * @param version of the server
     * @param schema in which the tables are, or will be
     * @param owner of that schema; empty if there is none yet
     * @param isUpToDate whether its tables are those of this version, as far as the user may know
     * @param mayWrite whether the user may make and write what is needed
     * @param isStandby whether it follows another database, and nobody can write it
     */
    public record Standing(
            String version,
            String user,
            String schema,
            Optional<String> owner,
            boolean isUpToDate,
            boolean mayWrite,
            boolean isStandby) {}

    /**
     * Looks at a database and changes nothing.
     *
     * @throws StoreException as {@link #open}
     */
    public static Standing look(StoreAddress.Postgres address, StoreLogin login, List<Migrations> parts) {
        PGSimpleDataSource source = source(address, login, WAIT_FOR_ANSWER);
        String schema = schema(source);
        try (Connection connection = source.getConnection();
                PreparedStatement question = connection.prepareStatement(LOOK)) {
            question.setString(1, schema);
            question.setString(2, schema);
            try (ResultSet answer = question.executeQuery()) {
                answer.next();
                Optional<String> owner = Optional.ofNullable(answer.getString("owner"));
                boolean mayWrite = answer.getBoolean("writable"); // others may not even read which version it is
                boolean isUpToDate = mayWrite
                        && owner.isPresent()
                        && parts.stream().allMatch(part -> part.isInPostgres(name(address), flyway(source)));
                return new Standing(
                        answer.getString("version"),
                        answer.getString("who"),
                        schema,
                        owner,
                        isUpToDate,
                        mayWrite,
                        answer.getBoolean("standby"));
            }
        } catch (StoreException e) {
            throw e;
        } catch (SQLException | RuntimeException e) { // Flyway has several
            throw new StoreException(name(address) + " cannot be opened: " + PostgresFailures.why(e), e);
        }
    }

    private static FluentConfiguration flyway(PGSimpleDataSource source) {
        return Flyway.configure(PostgresDatabase.class.getClassLoader())
                .dataSource(source)
                .schemas(schema(source));
    }

    /** Of several schemas, the first is the one that is written. */
    private static String schema(PGSimpleDataSource source) {
        return String.valueOf(source.getCurrentSchema()).replaceFirst(",.*", "");
    }

    @Override
    public <T> T with(HandleCallback<T, RuntimeException> work) {
        return outage.during(() -> now(work));
    }

    private <T> T now(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw new StoreException(
                    name() + " cannot be read or written: " + PostgresFailures.why(e), e, PostgresFailures.isAway(e));
        }
    }

    /** Writers here share their flushes to the disk without our doing. */
    @Override
    public void change(HandleConsumer<RuntimeException> work) {
        use(work);
    }

    @Override
    public void inTurn(Handle handle, String turn, HandleConsumer<RuntimeException> work) {
        handle.useTransaction(transaction -> {
            // given back after the commit is seen
            transaction
                    .select(TAKE_TURN, "/" + turn)
                    .map((row, context) -> turn)
                    .one();
            work.useHandle(transaction);
        });
    }

    /** Whether it is the one at an address. */
    public boolean isAt(StoreAddress.Postgres other) {
        return address.equals(other);
    }

    @Override
    public String name() {
        return name(address);
    }

    private static String name(StoreAddress.Postgres address) {
        return "store " + address;
    }

    @Override
    public void close() {
        pool.close();
    }
}
