package io.foretide.retraining;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * {@code foretide train} once a week. The service follows the registry and serves a new champion by itself; one that was ended
 * goes on from its checkpoints.
 *
 * @param zone whose week
 */
public record WeeklyTraining(DayOfWeek day, LocalTime time, ZoneId zone, BackgroundCommand command) {}
