package io.foretide.datasets.replay;

/** Kafka did not answer; the message names the address. */
final class KafkaUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
