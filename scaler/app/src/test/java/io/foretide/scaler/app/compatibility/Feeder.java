package io.foretide.scaler.app.compatibility;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends keys to one topic at a steady rate, in turn to its partitions. */
final class Feeder implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final EvenKeys keys = new EvenKeys();
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final Shape.Feed feed;
    private final Thread thread = new Thread(this::run, "feeder");
    private volatile boolean closed;

    Feeder(String bootstrap, String topic, Shape.Feed feed) {
        this.topic = topic + feed.suffix();
        this.feed = feed;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        for (long number = 0; !closed; number++) {
            long due = start + (long) (number * 1e9 / feed.recordsPerSecond());
            LockSupport.parkNanos(due - System.nanoTime());
            boolean hot = number % 10 < Math.round(feed.hotShare() * 10);
            String key = hot ? "hot" : keys.get(number * 31);
            var unused = producer.send(new ProducerRecord<>(topic, (int) (number % PARTITIONS), null, key));
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        producer.close(Duration.ofSeconds(5));
    }
}
