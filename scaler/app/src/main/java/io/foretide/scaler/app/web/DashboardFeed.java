package io.foretide.scaler.app.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of one job for everyone who watches it: passes events on and keeps what a newcomer needs, at most the last 24 hours
 * of job time and never more than {@value #LIMIT} of a kind. Thread-safe.
 */
public final class DashboardFeed {
    /** Enough for 24 hours of minutes. */
    static final int LIMIT = 1_441;

    private static final Duration KEPT = Duration.ofHours(24);
    private static final double HINDSIGHT_LEVEL = 0.9;
    private static final long HINDSIGHT_SECONDS = Duration.ofMinutes(20).toSeconds();
    private static final Logger LOG = LoggerFactory.getLogger(DashboardFeed.class);

    private final PackedMinutes minutes = new PackedMinutes();

    /** All forecasts but the newest. */
    private final NavigableMap<Instant, Hindsight> past = new TreeMap<>();

    private Optional<DashboardEvent.Prediction> newestPrediction = Optional.empty();
    private final Map<String, DashboardEvent.Decision> rescales = new LinkedHashMap<>();
    private final Map<String, DashboardEvent.Outcome> outcomes = new LinkedHashMap<>();
    private final Set<Consumer<DashboardEvent>> subscribers = new LinkedHashSet<>();
    private Optional<DashboardEvent.Job> job = Optional.empty();
    private Optional<DashboardEvent.Signals> signals = Optional.empty();
    private Optional<DashboardEvent.Budget> budget = Optional.empty();
    private Optional<DashboardEvent.Conditions> conditions = Optional.empty();
    private Optional<DashboardEvent.Tuning> tuning = Optional.empty();
    private Optional<DashboardEvent.Champion> champion = Optional.empty();
    private Optional<DashboardEvent.Decision> newestHold = Optional.empty();

    /**
     * Events a subscriber starts from; nothing is lost or doubled between it and the first live event.
     *
     * @param replay the events so far
     */
    public record Subscription(List<DashboardEvent> replay, Runnable cancel) {
        public Subscription {
            replay = List.copyOf(replay);
        }
    }

    /** Keeps an event and hands it to every subscriber, in the order of publication. */
    public synchronized void publish(DashboardEvent event) {
        keep(event);
        subscribers.removeIf(subscriber -> !accepts(subscriber, event));
    }

    /** Everything kept, in an order in which it can be told: the job, its minutes, signals, forecasts, decisions, outcomes. */
    public synchronized List<DashboardEvent> replay() {
        List<DashboardEvent> events = new ArrayList<>();
        job.ifPresent(events::add);
        events.addAll(minutes.all());
        signals.ifPresent(events::add);
        budget.ifPresent(events::add);
        past.values().forEach(one -> events.add(one.prediction()));
        newestPrediction.ifPresent(events::add);
        events.addAll(rescales.values());
        newestHold.ifPresent(events::add);
        conditions.ifPresent(events::add);
        tuning.ifPresent(events::add);
        champion.ifPresent(events::add);
        events.addAll(outcomes.values());
        return events;
    }

    /**
     * Calls {@code live} for every later event until cancelled. It is called in the publisher's thread and must not block; one
     * that throws is taken off.
     */
    public synchronized Subscription subscribe(Consumer<DashboardEvent> live) {
        subscribers.add(live);
        return new Subscription(replay(), () -> cancel(live));
    }

    /** Number of those who watch. */
    public synchronized int subscribers() {
        return subscribers.size();
    }

    private synchronized void cancel(Consumer<DashboardEvent> live) {
        subscribers.remove(live);
    }

    private static boolean accepts(Consumer<DashboardEvent> subscriber, DashboardEvent event) {
        try {
            subscriber.accept(event);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("A dashboard subscriber failed and is taken off: {}", e.toString());
            return false;
        }
    }

    private void keep(DashboardEvent event) {
        if (event instanceof DashboardEvent.Job newJob) {
            job = Optional.of(newJob);
        } else if (event instanceof DashboardEvent.Minute minute) {
            minutes.put(minute);
            forgetBefore(minutes.newest().minus(KEPT));
        } else if (event instanceof DashboardEvent.Signals newest) {
            signals = Optional.of(newest);
        } else if (event instanceof DashboardEvent.Budget newest) {
            budget = Optional.of(newest);
        } else if (event instanceof DashboardEvent.Conditions newest) {
            conditions = Optional.of(newest);
        } else if (event instanceof DashboardEvent.Tuning newest) {
            tuning = Optional.of(newest);
        } else if (event instanceof DashboardEvent.Champion newest) {
            champion = Optional.of(newest);
        } else if (event instanceof DashboardEvent.Prediction prediction) {
            keep(prediction);
        } else if (event instanceof DashboardEvent.Outcome outcome) {
            if (rescales.containsKey(outcome.id())) {
                outcomes.put(outcome.id(), outcome);
            }
        } else if (event instanceof DashboardEvent.Decision decision) {
            keep(decision);
        }
    }

    private void keep(DashboardEvent.Decision decision) {
        if (decision.holds()) {
            newestHold = Optional.of(decision);
            return;
        }
        rescales.put(decision.id(), decision);
        if (rescales.size() > LIMIT) {
            String eldest = rescales.keySet().iterator().next();
            rescales.remove(eldest);
            outcomes.remove(eldest);
        }
    }

    /** Only the newest forecast is shown in full; of the others the page compares a few steps with what came. */
    private void keep(DashboardEvent.Prediction prediction) {
        Optional<DashboardEvent.Prediction> before =
                newestPrediction.filter(newest -> !newest.origin().equals(prediction.origin()));
        boolean isNewest = before.filter(newest -> newest.origin().isAfter(prediction.origin()))
                .isEmpty();
        if (isNewest) {
            newestPrediction = Optional.of(prediction);
            before.ifPresent(this::keepPast);
        } else {
            keepPast(prediction);
        }
    }

    private void keepPast(DashboardEvent.Prediction prediction) {
        Map.Entry<Instant, Hindsight> newest = past.lastEntry();
        List<Hindsight> last = newest == null ? List.of() : List.of(newest.getValue());
        past.put(prediction.origin(), Hindsight.of(prediction.trimmed(HINDSIGHT_LEVEL, HINDSIGHT_SECONDS), last));
        if (past.size() >= LIMIT) {
            past.pollFirstEntry();
        }
    }

    private void forgetBefore(Instant oldest) {
        minutes.forgetBefore(oldest);
        past.headMap(oldest).clear();
        newestPrediction = newestPrediction.filter(one -> !one.origin().isBefore(oldest));
        rescales.values().removeIf(decision -> decision.time().isBefore(oldest));
        outcomes.keySet().retainAll(rescales.keySet());
        if (minutes.size() > LIMIT) {
            minutes.forgetFirst();
        }
    }
}
