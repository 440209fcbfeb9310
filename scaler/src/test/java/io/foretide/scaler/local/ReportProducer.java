package io.foretide.scaler.local;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends 500 made-up position reports per second. */
final class ReportProducer implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private long sequence;

    ReportProducer(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
        var unused = timer.scheduleAtFixedRate(this::sendTen, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void sendTen() {
        for (int i = 0; i < 10; i++) {
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
