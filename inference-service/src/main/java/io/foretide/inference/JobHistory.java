package io.foretide.inference;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.store.RollingWindow;
import io.foretide.training.CalibratedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is known of a job as of an instant: its demand, which is at hand, and what costs a look. Immutable.
 *
 * @param demand from the first that is known on
 * @param recent the same with some features, of which no more than {@link RollingWindow#BESIDE} are known
 * @param whole all features, however long that takes
 */
record JobHistory(FeatureWindow demand, Function<Set<String>, FeatureWindow> recent, Supplier<FeatureWindow> whole) {
    static JobHistory of(RollingWindow window, Instant asOf) {
        return new JobHistory(window.demand(asOf), features -> window.at(asOf, features), () -> window.whole(asOf));
    }

    /** All there is, in one window. */
    static JobHistory of(FeatureWindow window) {
        return new JobHistory(window, features -> window, () -> window);
    }

    /** Time from the first demand on. */
    Duration length() {
        TimeSeries known = demand.column(Features.DEMAND);
        int first = 0;
        while (first < known.size() && known.isMissing(first)) {
            first++;
        }
        return demand.step().multipliedBy(known.size() - first);
    }

    /** As much as a model looks at to forecast now. */
    FeatureWindow of(CalibratedModel model) {
        Set<String> beside = new HashSet<>(model.model().features());
        beside.remove(Features.DEMAND);
        if (beside.isEmpty()) {
            return demand;
        }
        Duration back = model.unlearned(demand.asOf()).plus(model.model().historyBeside());
        return back.compareTo(RollingWindow.BESIDE) > 0 ? whole.get() : recent.apply(beside);
    }
}
