package io.foretide.scaler.control;

import io.foretide.store.Database;
import io.foretide.store.PostgresDatabase;
import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresDecisionLogIT extends DecisionLogContract {
    private final StoreAddress.Postgres address;

    PostgresDecisionLogIT(PostgresServer server) {
        this.address = server.database();
    }

    @Override
    Database connect() {
        return PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(DecisionLog.MIGRATIONS));
    }
}
