package io.foretide.scaler.local;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends 200 records a second with event times, and knows how many of each key are in which window of two seconds. */
final class TimedRecords implements AutoCloseable {
    private static final int WINDOW_MILLIS = 2_000;
    private static final int KEYS = 20;
    private static final long NANOS_BETWEEN = 5_000_000;

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final int partitions;
    private final Map<String, Long> byWindow = new TreeMap<>();
    private final Thread thread = new Thread(this::run, "records");
    private volatile boolean ended;
    private long sent;

    private TimedRecords(String bootstrap, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"), new StringSerializer(), new StringSerializer());
    }

    static TimedRecords start(String bootstrap, String topic, int partitions) {
        TimedRecords records = new TimedRecords(bootstrap, topic, partitions);
        records.thread.start();
        return records;
    }

    private void run() {
        while (!ended) {
            long millis = System.currentTimeMillis();
            String key = "key" + sent % KEYS;
            send((int) (sent % partitions), key, millis);
            byWindow.merge(key + "," + (millis - millis % WINDOW_MILLIS), 1L, Long::sum);
            sent++;
            LockSupport.parkNanos(NANOS_BETWEEN);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush() waits, and what was lost is missed in the end
    private void send(int partition, String key, long millis) {
        producer.send(new ProducerRecord<>(topic, partition, millis, null, key + "," + millis));
    }

    /** Sends no more of them; a last record of no window that is compared moves the watermark past the others. */
    void end() throws InterruptedException {
        ended = true;
        thread.join();
        long later = System.currentTimeMillis() + Duration.ofMinutes(1).toMillis();
        for (int partition = 0; partition < partitions; partition++) {
            send(partition, "last", later);
        }
        producer.flush();
    }

    /** Records of the windows; call it after {@link #end}. */
    long sent() {
        return sent;
    }

    /** Records by {@code key,start of the window}; call it after {@link #end}. */
    Map<String, Long> byWindow() {
        return byWindow;
    }

    @Override
    public void close() {
        ended = true;
        producer.close(Duration.ofSeconds(1));
    }
}
