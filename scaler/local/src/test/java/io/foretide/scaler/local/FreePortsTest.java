package io.foretide.scaler.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class FreePortsTest {
    @Test
    void findsDistinctPorts() throws IOException {
        assertThat(FreePorts.find(20)).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port > 0);
    }

    @Test
    void findsNoPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.find(50)).doesNotContain(taken.getLocalPort());
        }
    }
}
