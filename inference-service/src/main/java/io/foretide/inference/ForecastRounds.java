package io.foretide.inference;

import io.foretide.inference.ForecastService.AskedChampion;
import io.foretide.inference.ForecastService.Due;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forecasts of all jobs of a process, in the order in which they become due. Whoever gets to compute takes along all that are
 * due by then, and asks each model once for all jobs that it serves; where every job has a model of its own, that is once a job.
 * Thread-safe.
 */
public final class ForecastRounds {
    private static final Logger log = LoggerFactory.getLogger(ForecastRounds.class);

    /** The history of a job takes some MB while it is forecast, and as many threads compute as there are processors. */
    private static final int AT_ONCE = 16;

    private final Consumer<Runnable> computing;
    private final Map<ForecastService, Instant> due = new LinkedHashMap<>();

    /** @param computing runs what computes, in its turn */
    ForecastRounds(Consumer<Runnable> computing) {
        this.computing = computing;
    }

    /** A forecast as of {@code now} is due; one that was due before and not begun is left out. */
    public void add(ForecastService job, Instant now) {
        boolean isNew;
        synchronized (due) {
            isNew = due.put(job, now) == null;
        }
        if (isNew) {
            computing.accept(this::run);
        }
    }

    private Map<ForecastService, Instant> taken() {
        Map<ForecastService, Instant> taken = new LinkedHashMap<>();
        synchronized (due) {
            Iterator<Map.Entry<ForecastService, Instant>> all = due.entrySet().iterator();
            while (taken.size() < AT_ONCE && all.hasNext()) {
                Map.Entry<ForecastService, Instant> next = all.next();
                taken.put(next.getKey(), next.getValue());
                all.remove();
            }
        }
        return taken;
    }

    private void run() {
        IdentityHashMap<ForecastModel, List<Due>> byModel = new IdentityHashMap<>();
        taken().forEach((job, now) -> job.begin(now)
                .ifPresent(begun -> begun.asked()
                        .map(AskedChampion::model)
                        .ifPresentOrElse(
                                model -> byModel.computeIfAbsent(model, key -> new ArrayList<>())
                                        .add(begun),
                                () -> job.end(begun, Optional.empty()))));
        byModel.forEach(ForecastRounds::ask);
    }

    private static void ask(ForecastModel model, List<Due> jobs) {
        List<Optional<List<PointForecast>>> said = said(model, jobs);
        for (int i = 0; i < jobs.size(); i++) {
            jobs.get(i).of().end(jobs.get(i), said.get(i));
        }
    }

    /** Of a model that fails for one of them, nothing: each asks by itself. */
    private static List<Optional<List<PointForecast>>> said(ForecastModel model, List<Due> jobs) {
        try {
            return model
                    .pointForecasts(jobs.stream()
                            .map(job -> job.asked().orElseThrow().due().question())
                            .toList())
                    .stream()
                    .map(Optional::of)
                    .toList();
        } catch (RuntimeException e) {
            log.debug("{} cannot be asked for {} jobs at once: {}", model.name(), jobs.size(), e.getMessage());
            return jobs.stream()
                    .map(job -> Optional.<List<PointForecast>>empty())
                    .toList();
        }
    }
}
