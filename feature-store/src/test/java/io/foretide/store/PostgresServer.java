package io.foretide.store;

import io.foretide.process.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of a test's own, as a child process on a free port, with passwords and without TLS. Thread-safe. */
public final class PostgresServer implements AutoCloseable {
    /** What is said where the programs are missing. */
    static final String HOW_TO_GET_ONE = "there is no PostgreSQL on this machine; Debian's package postgresql has one";

    public static final StoreLogin LOGIN = new StoreLogin(Optional.of("foretide"), Optional.of("let me in"));

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    /** It refuses to run as root: then this user of Debian's package does. */
    private static final String USER = "postgres";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Path programs;
    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private ChildProcess process;

    private PostgresServer(Path programs, Path folder, int port) throws IOException, InterruptedException {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /** The newest version's programs. */
    static Optional<Path> programs() {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One of the newest version. */
    public static PostgresServer start() throws IOException, InterruptedException {
        return start(programs().orElseThrow(() -> new IllegalStateException(HOW_TO_GET_ONE)));
    }

    static PostgresServer start(Path programs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("foretide-postgres");
        Path password =
                Files.writeString(folder.resolve("password"), LOGIN.password().orElseThrow());
        for (Path owned : List.of(folder, password)) {
            if (isRoot()) {
                Files.setOwner(
                        owned,
                        owned.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
            }
        }
        File log = folder.resolve("initdb.log").toFile();
        ChildProcess initdb = ChildProcess.start(
                "initdb",
                command(
                                programs.resolve("initdb").toString(),
                                "--pgdata=" + folder.resolve("data"),
                                "--username=" + LOGIN.user().orElseThrow(),
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C.UTF-8",
                                "--no-sync")
                        .redirectErrorStream(true)
                        .redirectOutput(log));
        if (initdb.awaitEnd() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log.toPath()));
        }
        return new PostgresServer(programs, folder, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static ProcessBuilder command(String... program) {
        List<String> command = new ArrayList<>();
        if (isRoot()) { // which becomes the program: there is one process to end
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        command.addAll(List.of(program));
        return new ProcessBuilder(command).directory(new File("/"));
    }

    private ChildProcess run() throws IOException, InterruptedException {
        ChildProcess started = ChildProcess.start(
                "postgres",
                command(
                                programs.resolve("postgres").toString(),
                                "-D",
                                folder.resolve("data").toString(),
                                "-p",
                                String.valueOf(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=off")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("postgres.log").toFile()));
        started.awaitReady(this::answers, MINUTE);
        return started;
    }

    private boolean answers() {
        try (Connection connection = maintenance()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection maintenance() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url("postgres"));
        return source.getConnection(LOGIN.user().orElseThrow(), LOGIN.password().orElseThrow());
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** A new database. */
    public StoreAddress.Postgres database() {
        String name = "test" + databases.incrementAndGet();
        execute("create database " + name);
        return new StoreAddress.Postgres(url(name));
    }

    /** Done by its administrator. */
    void execute(String sql) {
        try (Connection connection = maintenance();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Ends it at once, with all its connections. */
    public synchronized void stop() {
        try {
            // SIGTERM would wait for those who are connected
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.requestStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.awaitStopped(MINUTE);
    }

    /** Starts it again after {@link #stop}, with what it held. */
    public synchronized void startAgain() throws IOException, InterruptedException {
        process = run();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
