package io.foretide.datasets.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends the scheduled records when they are due, never more and never fewer. Used by one thread. */
final class Replay {
    private final PositionReportSchedule schedule;
    private final ReplayClock clock;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final DeliveredCounts counts;
    private final ReplayProgress progress;
    private final Timer timer;

    /** Real time, or a test's. */
    interface Timer {
        long epochMillis();

        /** Waits for a few milliseconds. */
        void pause();
    }

    Replay(
            PositionReportSchedule schedule,
            ReplayClock clock,
            String topic,
            Producer<byte[], byte[]> producer,
            DeliveredCounts counts,
            ReplayProgress progress,
            Timer timer) {
        this.schedule = schedule;
        this.clock = clock;
        this.topic = topic;
        this.producer = producer;
        this.counts = counts;
        this.progress = progress;
        this.timer = timer;
    }

    /**
     * Sends the steps {@code from} to {@code to} (exclusive) of the schedule.
     *
     * @return whether it came to the end, rather than being told to stop
     * @throws IOException if a record cannot be delivered or a count cannot be written
     */
    boolean run(int from, int to, BooleanSupplier stop) throws IOException {
        for (int step = from; step < to; step++) {
            if (!sendStep(step, stop)) {
                counts.writeCompleted();
                return false;
            }
        }
        producer.flush();
        failIfLost();
        counts.writeAll();
        return true;
    }

    private boolean sendStep(int step, BooleanSupplier stop) throws IOException {
        Instant begin = schedule.startOf(step);
        int records = schedule.records(step);
        DeliveredCounts.Step counted = counts.begin(begin, records);
        int sent = 0;
        while (true) {
            long into = clock.traceMillisSince(begin, timer.epochMillis());
            int due = schedule.due(step, into);
            for (; sent < due; sent++) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                send(schedule.report(step, sent), counted);
            }
            failIfLost();
            counts.writeCompleted();
            report(begin, due);
            if (into >= schedule.step().toMillis()) {
                progress.stepSent(records);
                return true;
            }
            if (stop.getAsBoolean()) {
                return false;
            }
            timer.pause();
        }
    }

    private void report(Instant begin, int sentOfStep) {
        long now = timer.epochMillis();
        long into = clock.traceMillisSince(begin, now);
        Duration behind = clock.realTime(Math.max(0, into - schedule.step().toMillis()));
        progress.report(now, begin, sentOfStep, behind);
    }

    private void send(PositionReport report, DeliveredCounts.Step counted) {
        var unused = producer.send(
                new ProducerRecord<>(topic, report.keyBytes(), report.valueBytes()), (metadata, failure) -> {
                    if (failure == null) {
                        counted.acknowledge();
                    } else {
                        counted.fail(failure);
                    }
                });
    }

    private void failIfLost() throws IOException {
        if (counts.failure().isPresent()) {
            Exception cause = counts.failure().get();
            throw new IOException("a record for topic " + topic + " was not delivered: " + cause.getMessage(), cause);
        }
    }
}
