package io.foretide.store;

import io.foretide.text.Causes;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's failures mean, for people. Messages of server and driver tell no password. */
final class PostgresFailures {
    private static final String NO_ANSWER = "its server does not answer: ";

    private PostgresFailures() {}

    /** Why something could not be done, half a sentence, and maybe advice. */
    static String why(Throwable failure) {
        return Causes.of(failure)
                .filter(PSQLException.class::isInstance)
                .map(PSQLException.class::cast)
                .findFirst()
                .map(PostgresFailures::why)
                .orElseGet(() -> Causes.of(failure)
                        .filter(SQLException.class::isInstance)
                        .findFirst()
                        .map(PostgresFailures::pool)
                        .orElseGet(() -> firstLine(failure)));
    }

    /** Whether a server does not answer, starts or ends, or has no connection left: that may pass by itself. */
    static boolean isAway(Throwable failure) {
        return Causes.of(failure)
                .filter(PSQLException.class::isInstance)
                .map(PSQLException.class::cast)
                .findFirst()
                .filter(PostgresFailures::isAway)
                .isPresent();
    }

    private static boolean isAway(PSQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "57P01", "57P02", "57P03", "53300" -> true;
            default ->
                state.startsWith("08")
                        && unconnected(failure, firstLine(failure)).startsWith(NO_ANSWER);
        };
    }

    private static String why(PSQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String said = Optional.ofNullable(failure.getServerErrorMessage())
                .map(ServerErrorMessage::getMessage)
                .orElseGet(() -> firstLine(failure));
        return switch (state) {
            case "28P01", "28000" ->
                said + "\nMaybe set " + StoreLogin.USER + ", and " + StoreLogin.PASSWORD + " or "
                        + StoreLogin.PASSWORD_FILE;
            case "3D000" -> said + "\nMaybe create it: createdb";
            case "3F000", "42501" -> said + "\nMaybe let its user create a schema, or give it one: currentSchema";
            case "57P01", "57P02", "57P03" -> "its server ends or starts: " + said;
            case "53100" -> "its disk is full: " + said;
            case "25006" -> said + "\nMaybe it is a standby: its primary is needed";
            default -> state.startsWith("08") ? unconnected(failure, said) : said;
        };
    }

    private static String unconnected(PSQLException failure, String said) {
        if (said.contains("SSL") || Causes.of(failure).anyMatch(SSLException.class::isInstance)) {
            return "no TLS connection: " + said;
        }
        if (said.contains("password")) { // the driver was asked for one and has none
            return said + "\nMaybe set " + StoreLogin.PASSWORD + " or " + StoreLogin.PASSWORD_FILE;
        }
        String unreached = Causes.of(failure)
                .filter(cause -> cause instanceof UnknownHostException || cause instanceof SocketTimeoutException)
                .findFirst()
                .map(cause -> " (" + cause + ")")
                .orElse("");
        return NO_ANSWER + said.replaceFirst("\\. Check that.*", "") + unreached;
    }

    private static String pool(Throwable failure) {
        return firstLine(failure).contains("has been closed")
                ? "it is closed"
                : "no connection is free: all " + PostgresDatabase.CONNECTIONS + " are in use";
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
