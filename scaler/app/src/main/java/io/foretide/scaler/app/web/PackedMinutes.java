package io.foretide.scaler.app.web;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Minutes in the order of their time, one after the other in some 40 bytes each, as a service keeps a day of them for every job.
 * Figures have seven digits. Not thread-safe.
 */
final class PackedMinutes {
    private static final int WIDTH = Long.BYTES + Byte.BYTES + 3 * Integer.BYTES + 5 * Float.BYTES;
    private static final int LEAST = 16;

    private final List<String> statuses = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private int first;
    private int end;

    int size() {
        return end - first;
    }

    /** A later one of the same time replaces the earlier. */
    void put(DashboardEvent.Minute minute) {
        if (size() > 0 && !minute.time().isAfter(time(end - 1))) {
            TreeMap<Instant, DashboardEvent.Minute> sorted = new TreeMap<>();
            all().forEach(one -> sorted.put(one.time(), one));
            sorted.put(minute.time(), minute);
            first = 0;
            end = 0;
            sorted.values().forEach(this::append);
        } else {
            append(minute);
        }
    }

    /** The time of the newest. */
    Instant newest() {
        return time(end - 1);
    }

    void forgetBefore(Instant oldest) {
        while (first < end && time(first).isBefore(oldest)) {
            first++;
        }
    }

    void forgetFirst() {
        first++;
    }

    List<DashboardEvent.Minute> all() {
        List<DashboardEvent.Minute> all = new ArrayList<>(size());
        for (int i = first; i < end; i++) {
            all.add(at(i));
        }
        return all;
    }

    private Instant time(int index) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(index * WIDTH));
    }

    private void append(DashboardEvent.Minute minute) {
        if (end * WIDTH == bytes.length) {
            makeRoom();
        }
        if (!statuses.contains(minute.status())) {
            statuses.add(minute.status());
        }
        ByteBuffer row = ByteBuffer.wrap(bytes, end * WIDTH, WIDTH);
        row.putLong(minute.time().toEpochMilli()).put((byte) statuses.indexOf(minute.status()));
        row.putInt(minute.slotsPlanned()).putInt(minute.slotsRunning()).putInt(minute.parallelism());
        row.putFloat((float) minute.leadTimeSeconds());
        for (OptionalDouble figure :
                List.of(minute.demand(), minute.lagSeconds(), minute.ratePerSlot(), minute.busyRatio())) {
            row.putFloat((float) figure.orElse(Double.NaN));
        }
        end++;
    }

    /** At the place of what was forgotten, or else half as much again. */
    private void makeRoom() {
        int rows = size();
        byte[] next = first > rows / 4 ? bytes : new byte[Math.max(LEAST, rows + rows / 2) * WIDTH];
        System.arraycopy(bytes, first * WIDTH, next, 0, rows * WIDTH);
        bytes = next;
        first = 0;
        end = rows;
    }

    private DashboardEvent.Minute at(int index) {
        ByteBuffer row = ByteBuffer.wrap(bytes, index * WIDTH, WIDTH);
        Instant time = Instant.ofEpochMilli(row.getLong());
        String status = statuses.get(row.get());
        int planned = row.getInt();
        int running = row.getInt();
        int parallelism = row.getInt();
        double leadTime = row.getFloat();
        OptionalDouble demand = figure(row);
        OptionalDouble lag = figure(row);
        OptionalDouble rate = figure(row);
        OptionalDouble busy = figure(row);
        return new DashboardEvent.Minute(
                time, status, demand, lag, planned, running, parallelism, rate, leadTime, busy);
    }

    private static OptionalDouble figure(ByteBuffer row) {
        float value = row.getFloat();
        return Float.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(shown(value));
    }

    /** With the digits that the shortest text has which means it. */
    static double shown(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
