package io.foretide.datasets.flights;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A range of whole UTC minutes, numbered from 0. */
record Minutes(Instant from, int count) {
    static Minutes between(Instant from, Instant to) {
        return new Minutes(from, Math.toIntExact(ChronoUnit.MINUTES.between(from, to)));
    }

    /**
     * The number of the minute that holds a local time; outside the range it is negative or not less than {@link #count}. A local
     * time skipped in spring is moved on by the hour that was skipped; one that occurs twice in autumn is the earlier.
     */
    int indexOf(LocalDateTime local, ZoneId zone) {
        return Math.toIntExact(Math.floorDiv(
                Duration.between(from, local.atZone(zone).toInstant()).toSeconds(), 60));
    }

    Instant timeAt(int minute) {
        return from.plus(minute, ChronoUnit.MINUTES);
    }

    boolean contains(int minute) {
        return minute >= 0 && minute < count;
    }
}
