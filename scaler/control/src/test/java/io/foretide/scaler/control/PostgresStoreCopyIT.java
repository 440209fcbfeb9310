package io.foretide.scaler.control;

import io.foretide.store.PostgresExtension;
import io.foretide.store.PostgresServer;
import io.foretide.store.StoreAddress;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresStoreCopyIT extends StoreCopyContract {
    private final StoreAddress.Postgres address;

    PostgresStoreCopyIT(PostgresServer server) {
        this.address = server.database();
    }

    @Override
    Stores target() {
        return Stores.open(address, PostgresServer.LOGIN);
    }
}
