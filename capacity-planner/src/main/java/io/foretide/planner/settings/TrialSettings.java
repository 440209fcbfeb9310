package io.foretide.planner.settings;

import java.time.Duration;

/**
 * Figures by which a rescale counts as failed.
 *
 * @param trial time in which a scale down has to prove itself: a size that is too small lags within minutes
 * @param scaleUpTrial time in which a complete scale up has to prove itself: for minutes after a restart there are no metrics, or
 *     those of a job that warms up
 * @param blindStepShare share of the TaskManagers that are added on trial while nobody knows what arrives; at least one is: enough
 *     to show whether slots help
 * @param minGainShare share of what more slots should have brought that is a gain
 * @param enoughShare of what all slots process, with which the job stays where half of them process as much
 * @param tooSmallQuarantine time in which a size that was too small is not tried again: the load of another part of the day
 * @param unreachableQuarantine time in which a size that could not be had is not tried again: a quota or a full cluster is
 *     not mended in minutes
 * @param startPatience a rescale is on its way at least this long before it counts as failed: pulling an image takes minutes
 * @param obstructedLeadTimes lead times after which one that something is in the way of has failed: that may go away by
 *     itself, as a node that is being started does, and two starts are enough for it
 * @param unexplainedLeadTimes lead times after which any other has failed: a start that is slow for once is no failure
 */
public record TrialSettings(
        Duration trial,
        Duration scaleUpTrial,
        double blindStepShare,
        double minGainShare,
        double enoughShare,
        Duration tooSmallQuarantine,
        Duration unreachableQuarantine,
        Duration startPatience,
        int obstructedLeadTimes,
        int unexplainedLeadTimes) {
    static final TrialSettings DEFAULT = new TrialSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            0.25,
            0.2,
            0.9,
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            2,
            4);
}
