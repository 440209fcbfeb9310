package io.foretide.scaler.local;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends made-up position reports, 500 per second until told otherwise. */
public final class ReportProducer implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int perRound = 10;
    private long sequence;

    public ReportProducer(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
        var unused = timer.scheduleAtFixedRate(this::send, 0, 20, TimeUnit.MILLISECONDS);
    }

    /** From now on sends this many a second, a multiple of 50. */
    public void rate(int recordsPerSecond) {
        perRound = recordsPerSecond / 50;
    }

    private void send() {
        for (int i = 0; i < perRound; i++) {
            String flight = "FL" + sequence % 300;
            var unused = producer.send(new ProducerRecord<>(
                    "position-reports", flight, flight + ",LFFF," + sequence + "," + (1_700_000_000 + sequence)));
            sequence++;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close();
    }
}
