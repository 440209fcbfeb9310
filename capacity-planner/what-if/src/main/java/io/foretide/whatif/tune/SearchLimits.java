package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerBlock;
import io.foretide.planner.settings.PlannerSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a search may move, and how far. Immutable. */
public final class SearchLimits {
    /**
     * Share of its searched range by which a number moves at once, at most: a step of the range's factor where it is searched by
     * factors. Four nights lead from one end to the other.
     */
    private static final double REACH = 0.25;

    private static final List<SearchSpace> SPACES = List.of(new TrackingSpace(), new HorizonSpace());

    /** Every strategy that is searched, and all its numbers. */
    public static final SearchLimits NONE = new SearchLimits(SPACES, UnaryOperator.identity());

    private final List<SearchSpace> spaces;
    private final UnaryOperator<PlannerSettings> served;

    private SearchLimits(List<SearchSpace> spaces, UnaryOperator<PlannerSettings> served) {
        this.spaces = List.copyOf(spaces);
        this.served = served;
    }

    /**
     * What a configuration leaves open: a strategy that it names stays, or whose numbers it names, and so do those numbers.
     *
     * @param from settings whose numbers move a step at most, as long as their strategy stays; as far as they may if empty
     */
    public static SearchLimits of(PlannerBlock block, Optional<PlannerSettings> from) {
        PlannerSettings configured = block.settings();
        List<SearchSpace> left = SPACES.stream()
                .filter(space ->
                        !block.fixesStrategy() || space.places(configured).isPresent())
                .map(space -> limited(space, block, from))
                .filter(space -> !space.isPoint())
                .map(SearchSpace.class::cast)
                .toList();
        return new SearchLimits(left, settings -> block.with(SettingsText.keys(settings)));
    }

    /** All of it, with settings to set out from. */
    static SearchLimits around(PlannerSettings present) {
        return new SearchLimits(
                SPACES.stream()
                        .<SearchSpace>map(space -> LimitedSpace.whole(space, present))
                        .toList(),
                UnaryOperator.identity());
    }

    private static LimitedSpace limited(SearchSpace space, PlannerBlock block, Optional<PlannerSettings> from) {
        int dimensions = space.dimensions();
        double[] least = new double[dimensions];
        double[] most = new double[dimensions];
        Optional<double[]> present = from.flatMap(space::places);
        PlannerSettings configured = block.settings();
        for (int i = 0; i < dimensions; i++) {
            int at = i;
            double place = present.map(places -> places[at]).orElse(0.5);
            double reach = present.isPresent() ? REACH : 1;
            least[i] = Math.max(0, place - reach);
            most[i] = Math.min(1, place + reach);
            if (block.says(space.keys().get(i))) {
                double fixed =
                        space.places(configured).map(places -> places[at]).orElse(place);
                least[i] = fixed;
                most[i] = fixed;
            }
        }
        return new LimitedSpace(space, present, least, most);
    }

    /** Whether nothing is left to search. */
    public boolean leaveNothing() {
        return spaces.isEmpty();
    }

    List<SearchSpace> spaces() {
        return spaces;
    }

    /** Settings as they would be served: what the configuration says counts, whatever was searched. */
    PlannerSettings served(PlannerSettings searched) {
        return served.apply(searched);
    }
}
