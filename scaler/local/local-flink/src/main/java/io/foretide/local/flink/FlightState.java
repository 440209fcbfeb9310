package io.foretide.local.flink;

/**
 * State that the job keeps of a flight.
 *
 * @param last the latest report, by sequence
 * @param reports how many reports were counted
 */
public record FlightState(PositionReport last, long reports) {

    FlightState with(PositionReport report) {
        return new FlightState(report.sequence() >= last.sequence() ? report : last, reports + 1);
    }
}
