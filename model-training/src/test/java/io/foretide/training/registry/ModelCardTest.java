package io.foretide.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.training.ModelJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    @Test
    void theCardOfTheShippedModelIsWrittenAsItWasRead() throws IOException {
        String shipped = shippedCard();

        ModelCard card = ModelJson.MAPPER.readValue(shipped, ModelCard.class);

        assertThat(card.provenance().settings())
                .isEqualTo(new ModelCard.Settings(
                        Duration.ofHours(362).plusMinutes(24),
                        20_010_101,
                        true,
                        "the 20 % before the held out 10 %, as the reference design splits: 70/20/10"));
        assertThat(ModelJson.MAPPER.writeValueAsString(card)).isEqualTo(shipped);
    }

    private static String shippedCard() throws IOException {
        String path = "/io/foretide/models/shipped/flights/card.json";
        try (InputStream in = Objects.requireNonNull(ModelCardTest.class.getResourceAsStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
