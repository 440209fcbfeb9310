package io.foretide.datasets.flights;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Adds up flights, in any order, into counts per UTC minute. Not thread-safe. */
final class FlightCounts {
    /** Taxi, climb and descent on top of the cruise. */
    static final int GROUND_AND_CLIMB_MINUTES = 15;
    /** Cruise: 7.3 miles per minute, 438 miles per hour. */
    static final double MILES_PER_MINUTE = 7.3;
    /** An airport counts as active for an hour from each departure on. */
    static final int ACTIVE_MINUTES = 60;

    private final Minutes range;
    private final Map<Region, short[]> byRegion = new EnumMap<>(Region.class);
    private final Sweep airborne;
    private final Map<String, BitSet> departuresByAirport = new HashMap<>();
    private long used;
    private long outside;

    FlightCounts(Minutes range) {
        this.range = range;
        for (Region region : Region.values()) {
            byRegion.put(region, new short[range.count()]);
        }
        airborne = new Sweep(range.count());
    }

    /** Adds a flight by its actual departure in the local time of its origin. */
    void add(Airport origin, LocalDateTime departure, int distanceMiles) {
        int minute = range.indexOf(departure, origin.zone());
        airborne.add(minute, flightMinutes(distanceMiles));
        if (!range.contains(minute)) {
            outside++;
            return;
        }
        used++;
        in(origin.region())[minute]++;
        departuresByAirport
                .computeIfAbsent(origin.code(), code -> new BitSet(range.count()))
                .set(minute);
    }

    static int flightMinutes(int distanceMiles) {
        return (int) Math.round(GROUND_AND_CLIMB_MINUTES + distanceMiles / MILES_PER_MINUTE);
    }

    long used() {
        return used;
    }

    /** Flights that left before the range or after it. */
    long outside() {
        return outside;
    }

    int departures(int minute) {
        int sum = 0;
        for (short[] region : byRegion.values()) {
            sum += region[minute];
        }
        return sum;
    }

    int departures(int minute, Region region) {
        return in(region)[minute];
    }

    private short[] in(Region region) {
        return Objects.requireNonNull(byRegion.get(region));
    }

    int[] airborne() {
        return airborne.counts();
    }

    /** Distinct airports with a departure in the {@link #ACTIVE_MINUTES} that end with each minute. */
    int[] activeAirports() {
        Sweep active = new Sweep(range.count());
        for (BitSet departures : departuresByAirport.values()) {
            for (int m = departures.nextSetBit(0); m >= 0; ) {
                int next = departures.nextSetBit(m + 1);
                active.add(m, next < 0 ? ACTIVE_MINUTES : Math.min(ACTIVE_MINUTES, next - m));
                m = next;
            }
        }
        return active.counts();
    }
}
