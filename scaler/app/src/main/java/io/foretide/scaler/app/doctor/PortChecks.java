package io.foretide.scaler.app.doctor;

import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.store.DataFolder;
import io.foretide.store.FolderLock;
import io.foretide.telemetry.access.HttpAccess;
import io.foretide.telemetry.access.HttpRequests;
import io.foretide.telemetry.access.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Check that the service can listen, or does already. */
final class PortChecks {
    private final ForetideConfig.Http http;
    private final DataFolder data;

    PortChecks(ForetideConfig.Http http, DataFolder data) {
        this.http = http;
        this.data = data;
    }

    List<Check> all() {
        Checks checks = new Checks("HTTP");
        checks.ask("port", this::port);
        return checks.all();
    }

    private Finding port() throws UnknownHostException {
        String address = http.host() + ":" + http.port();
        InetAddress host = InetAddress.getByName(http.host());
        try (ServerSocket free = new ServerSocket(http.port(), 1, host)) {
            return Finding.ok(http.host() + ":" + free.getLocalPort() + " is free");
        } catch (IOException e) {
            if (isForetide()) {
                return Finding.ok("a Foretide serves at " + address);
            }
            Optional<String> holder = FolderLock.holder(data);
            return holder.isPresent()
                    ? Finding.problem(address + ": does not answer, though the Foretide of this data folder runs, "
                            + holder.get() + ": restart it if it is that which has the port")
                    : Finding.problem(
                            address + ": " + Checks.firstLine(e),
                            Fix.ours("http: {host: " + http.host() + ", port: " + (http.port() % 65_535 + 1) + "}"));
        }
    }

    private boolean isForetide() {
        try {
            URI here = new URI("http", null, http.host(), http.port(), null, null, null);
            return new HttpRequests(HttpAccess.at(new Peer("Foretide", "http", "port"), here.toString()))
                            .get("/health/live")
                            .status()
                    == 200;
        } catch (IOException | URISyntaxException e) {
            return false;
        }
    }
}
