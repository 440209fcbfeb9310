package io.foretide.whatif;

import io.foretide.planner.decision.SizeAt;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.text.Durations;
import io.foretide.text.Rounded;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Use of a job in the scored part as it really was, from its decision log and its stored lag. Minutes without a decision in the
 * quarter of an hour before them are not counted.
 *
 * @param minutes whose size is known
 * @param unknownMinutes whose size is not
 * @param slotHours slots asked for x hours in the known minutes
 * @param violationMinutes known minutes whose stored lag exceeded the objective
 * @param cost slot-hours x price
 */
public record RecordedUse(long minutes, long unknownMinutes, double slotHours, long violationMinutes, double cost) {
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** Adds up the scored part of a setup whose load is a stored history, from the sizes in ascending time, of so many slots each. */
    public static RecordedUse of(Setup setup, List<SizeAt> sizes, int slots) {
        FeatureWindow window = setup.load().window();
        double stepMinutes = window.step().toMillis() / 60_000.0;
        double objective = Durations.seconds(setup.options().get(JobOptions.SLO_LAG));
        double slotHours = 0;
        double known = 0;
        double unknown = 0;
        double violated = 0;
        int next = 0;
        for (int i = setup.split().from(); i < setup.split().to(); i++) {
            Instant end = window.timeAt(i + 1);
            while (next < sizes.size() && sizes.get(next).at().isBefore(end)) {
                next++;
            }
            boolean fresh = next > 0 && !sizes.get(next - 1).at().isBefore(end.minus(FRESH));
            known += fresh ? stepMinutes : 0;
            unknown += fresh ? 0 : stepMinutes;
            slotHours += fresh ? sizes.get(next - 1).taskManagers() * slots * stepMinutes / 60 : 0;
            violated += fresh && lagSeconds(window, i) > objective ? stepMinutes : 0;
        }
        double price = setup.options().get(JobOptions.PRICE);
        return new RecordedUse(
                Math.round(known),
                Math.round(unknown),
                Rounded.to(slotHours, 4),
                Math.round(violated),
                Rounded.to(slotHours * price, 4));
    }

    /** The sum of both. */
    public RecordedUse plus(RecordedUse other) {
        return new RecordedUse(
                minutes + other.minutes,
                unknownMinutes + other.unknownMinutes,
                Rounded.to(slotHours + other.slotHours, 4),
                violationMinutes + other.violationMinutes,
                Rounded.to(cost + other.cost, 4));
    }

    private static double lagSeconds(FeatureWindow window, int step) {
        TimeSeries demand = window.column(Features.DEMAND);
        return window.find(Features.LAG)
                .filter(lag -> !lag.isMissing(step) && !demand.isMissing(step))
                .map(lag -> lag.value(step) / Math.max(1, demand.value(step)))
                .orElse(0.0);
    }
}
