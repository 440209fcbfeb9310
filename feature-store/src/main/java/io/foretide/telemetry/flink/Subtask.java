package io.foretide.telemetry.flink;

/**
 * Counters of one subtask since its attempt began, all from one dump of its TaskManager.
 *
 * @param busyMillis time spent on records
 * @param idleMillis time spent waiting for records
 * @param backpressuredMillis time spent waiting for downstream
 * @param recordsIn records taken in; of a source, those read from outside
 * @param recordsOut records handed on, as far as Flink tells, else those taken in
 * @param lagRecords of a source: records that wait outside; else 0
 */
record Subtask(
        double busyMillis,
        double idleMillis,
        double backpressuredMillis,
        double recordsIn,
        double recordsOut,
        double lagRecords) {

    /**
     * Age of the attempt at the moment of the dump. Flink derives the busy time from the other two and the age, so the sum is
     * a clock: the only one that tells when the other counters were read.
     */
    double clockMillis() {
        return busyMillis + idleMillis + backpressuredMillis;
    }
}
