package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseOrderAndOnce() {
        Opened opened = new Opened();
        opened.keep(() -> closed.add("database"));
        opened.keep(() -> closed.add("log"));
        opened.keep(() -> closed.add("schedule"));
        opened.close();
        opened.close();
        assertThat(closed).containsExactly("schedule", "log", "database");
    }

    @Test
    void wiringThatFailsHalfWayLeavesNothingOpen() {
        assertThatThrownBy(() -> Opened.wholly(opened -> {
                    opened.keep(() -> closed.add("client"));
                    opened.keep(() -> closed.add("database"));
                    throw new IOException("the object cannot be read");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the object cannot be read");
        assertThat(closed).containsExactly("database", "client");
    }

    @Test
    void wiringThatSucceedsStaysOpenUntilItsOwnerIsClosed() throws IOException {
        Opened owner = Opened.wholly(opened -> {
            opened.keep(() -> closed.add("client"));
            return opened;
        });
        assertThat(closed).isEmpty();
        owner.close();
        assertThat(closed).containsExactly("client");
    }

    @Test
    void whatFailsToCloseDoesNotKeepTheRestOpen() {
        Opened opened = new Opened();
        opened.keep(() -> closed.add("database"));
        opened.keep(() -> {
            throw new IOException("the lease is gone");
        });
        opened.keep(() -> {
            throw new IllegalArgumentException("twice");
        });
        assertThatThrownBy(opened::close)
                .hasMessage("twice")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessage("the lease is gone")));
        assertThat(closed).containsExactly("database");
    }

    @Test
    void aFailureOfWiringIsSaidBeforeAFailureToClose() {
        assertThatThrownBy(() -> Opened.wholly(opened -> {
                    opened.keep(() -> {
                        throw new IOException("the client does not end");
                    });
                    throw new IllegalStateException("no such Deployment");
                }))
                .hasMessage("no such Deployment")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
}
