package io.foretide.models.recurring;

import io.foretide.training.DemandTransform;
import org.jspecify.annotations.Nullable;

/**
 * Bursts at the same step of the hour, at the same local time of day, or at that on working days or at weekends alone: two weeks
 * of visits, and of each phase what the narrowest says whose visits differ from those of the wider one.
 */
final class SteadyPhases implements Phases {
    /** Two days. */
    private static final int VISITS_OF_HOUR = 48;

    private static final int VISITS_OF_DAY = 14;
    private static final int VISITS_OF_WORKING_DAY = 10;
    private static final int VISITS_OF_WEEKEND = 4;

    private final DemandTransform transform;
    private final double noise;
    private final @Nullable Visits[] hour;
    private final @Nullable Visits[] day;
    private final @Nullable Visits[] workingDay;
    private final @Nullable Visits[] weekend;

    SteadyPhases(PhaseClock clock, DemandTransform transform, double noise) {
        this.transform = transform;
        this.noise = noise;
        hour = new Visits[clock.stepsOfHour()];
        day = new Visits[clock.stepsOfDay()];
        workingDay = new Visits[clock.stepsOfDay()];
        weekend = new Visits[clock.stepsOfDay()];
    }

    @Override
    public void learn(PhaseClock clock, double demand, double level) {
        Visit visit = Visit.of(transform, demand, level);
        add(hour, clock.stepOfHour(), VISITS_OF_HOUR, visit);
        add(day, clock.stepOfDay(), VISITS_OF_DAY, visit);
        if (clock.workingDay()) {
            add(workingDay, clock.stepOfDay(), VISITS_OF_WORKING_DAY, visit);
        } else {
            add(weekend, clock.stepOfDay(), VISITS_OF_WEEKEND, visit);
        }
    }

    @Override
    public double factor(PhaseClock clock) {
        Visit ofHour = typical(hour[clock.stepOfHour()], Visit.LEVEL);
        Visit ofDay = typical(day[clock.stepOfDay()], ofHour);
        Visit ofKind = typical((clock.workingDay() ? workingDay : weekend)[clock.stepOfDay()], ofDay);
        return Visit.factor(ofKind.logRatio());
    }

    private Visit typical(@Nullable Visits visits, Visit wider) {
        return visits == null ? wider : visits.typical(wider, noise);
    }

    private static void add(@Nullable Visits[] phases, int phase, int newest, Visit visit) {
        Visits visits = phases[phase];
        if (visits == null) {
            visits = new Visits(newest);
            phases[phase] = visits;
        }
        visits.add(visit);
    }
}
