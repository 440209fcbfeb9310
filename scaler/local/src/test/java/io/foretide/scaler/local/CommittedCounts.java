package io.foretide.scaler.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a job's transactions have committed, and when. Thread-safe. */
final class CommittedCounts implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::run, "counts");
    private final Map<String, Long> byWindow = new TreeMap<>();
    private final List<String> twice = new ArrayList<>();
    private volatile boolean closed;
    private long counted;
    private long lastNanos = System.nanoTime();
    private long longestNanos;

    private CommittedCounts(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    static CommittedCounts start(String bootstrap, String topic) {
        CommittedCounts counts = new CommittedCounts(bootstrap);
        List<TopicPartition> partitions = IntStream.range(
                        0, counts.consumer.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        counts.consumer.assign(partitions);
        counts.consumer.seekToBeginning(partitions);
        counts.thread.start();
        return counts;
    }

    private void run() {
        while (!closed) {
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                add(record.value());
            }
        }
        consumer.close();
    }

    private synchronized void add(String value) {
        int comma = value.lastIndexOf(',');
        String window = value.substring(0, comma);
        long count = Long.parseLong(value.substring(comma + 1));
        if (byWindow.put(window, count) != null) {
            twice.add(window);
        }
        counted += count;
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - lastNanos);
        lastNanos = now;
    }

    /** Records that the counts add up to. */
    synchronized long counted() {
        return counted;
    }

    synchronized Map<String, Long> byWindow() {
        return new TreeMap<>(byWindow);
    }

    /** Windows that were counted more than once. */
    synchronized List<String> twice() {
        return List.copyOf(twice);
    }

    /** Waits a while, then tells the longest time without any count since it was last asked. */
    Duration longestGap(Duration wait) throws InterruptedException {
        Thread.sleep(wait.toMillis());
        synchronized (this) {
            Duration longest = Duration.ofNanos(longestNanos);
            longestNanos = 0;
            return longest;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
