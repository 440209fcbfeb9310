package io.foretide.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UninterruptedTest {
    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void theWorkIsNotInterruptedAndTheCallerIsAfterwards() {
        AtomicBoolean reached = new AtomicBoolean();
        Thread.currentThread().interrupt();
        Uninterrupted.run("work", () -> reached.set(Thread.currentThread().isInterrupted()));
        assertThat(reached).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void whoIsNotInterruptedStaysSo() {
        Uninterrupted.run("work", () -> {});
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatTheWorkThrowsIsThrown() {
        assertThatThrownBy(() -> Uninterrupted.run("work", () -> {
                    throw new LinkageError("there is none");
                }))
                .isInstanceOf(LinkageError.class);
        assertThatThrownBy(() -> Uninterrupted.run("work", () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }
}
