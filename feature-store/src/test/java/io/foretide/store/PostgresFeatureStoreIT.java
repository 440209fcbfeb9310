package io.foretide.store;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresFeatureStoreIT extends FeatureStoreContract {
    private final StoreAddress.Postgres address;

    PostgresFeatureStoreIT(PostgresServer server) {
        this.address = server.database();
    }

    @Override
    Database connect() {
        return PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(FeatureStore.MIGRATIONS));
    }
}
