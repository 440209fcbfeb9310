package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A space of which a part is searched. Immutable. */
final class LimitedSpace implements SearchSpace {
    private final SearchSpace whole;
    private final Optional<double[]> present;
    private final double[] least;
    private final double[] most;

    /**
     * @param present where the search sets out from, a guess like others
     * @param least the lower ends of every number's places
     * @param most the upper ends
     */
    LimitedSpace(SearchSpace whole, Optional<double[]> present, double[] least, double[] most) {
        this.whole = whole;
        this.present = present.map(double[]::clone);
        this.least = least.clone();
        this.most = most.clone();
    }

    /** All of a space; where the settings stand is a guess like others. */
    static LimitedSpace whole(SearchSpace space, PlannerSettings present) {
        double[] most = new double[space.dimensions()];
        Arrays.fill(most, 1);
        return new LimitedSpace(space, space.places(present), new double[most.length], most);
    }

    /** Whether nothing in it can move. */
    boolean isPoint() {
        for (int i = 0; i < least.length; i++) {
            if (least[i] < most[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String strategy() {
        return whole.strategy();
    }

    @Override
    public List<String> keys() {
        return whole.keys();
    }

    @Override
    public double[] within(double[] places) {
        double[] within = new double[places.length];
        for (int i = 0; i < within.length; i++) {
            within[i] = Math.max(least[i], Math.min(most[i], places[i]));
        }
        return within;
    }

    @Override
    public Optional<double[]> places(PlannerSettings settings) {
        return whole.places(settings);
    }

    @Override
    public PlannerSettings at(double[] places, PlannerSettings base) {
        return whole.at(places, base);
    }

    @Override
    public List<double[]> guesses() {
        List<double[]> guesses = new ArrayList<>(whole.guesses());
        present.ifPresent(guesses::add);
        return guesses;
    }
}
