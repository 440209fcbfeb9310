package io.foretide.retraining;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * {@code foretide train} once a week or once a day. The service follows the registry and serves a new champion by itself; one that
 * was ended goes on from its checkpoints.
 *
 * @param day of the week; empty: every day
 * @param zone whose week
 */
public record ScheduledTraining(Optional<DayOfWeek> day, LocalTime time, ZoneId zone, BackgroundCommand command) {}
