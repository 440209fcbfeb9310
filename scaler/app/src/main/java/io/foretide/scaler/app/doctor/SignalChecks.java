package io.foretide.scaler.app.doctor;

import io.foretide.datasets.TraceFormatException;
import io.foretide.scaler.app.SignalSources;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.access.HttpAccessException;
import io.foretide.telemetry.signal.AskedSignal;
import io.foretide.telemetry.signal.AskedSignalSettings;
import io.foretide.telemetry.signal.EventCalendar;
import io.foretide.telemetry.signal.FileSignals;
import io.foretide.text.Causes;
import io.foretide.text.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A look at every signal that a configuration names, by what reads it in the service. */
final class SignalChecks {
    private final ForetideConfig config;
    private final Instant now;

    SignalChecks(ForetideConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    List<Check> all() {
        Checks checks = new Checks("Signals");
        config.calendar().events().ifPresent(file -> checks.add("events", events(file)));
        config.traces().forEach(trace -> checks.add(String.valueOf(trace.path().getFileName()), file(trace)));
        config.asked().forEach(asked -> checks.add(asked.name(), asked(asked)));
        return checks.all();
    }

    private Finding events(Path file) {
        try {
            EventCalendar calendar = EventCalendar.read(file, config.calendar().localTimes());
            long toCome = calendar.events().stream()
                    .filter(event -> event.to().isAfter(now))
                    .count();
            return Finding.ok(calendar.events().size() + " events, " + toCome + " of them not over");
        } catch (IllegalArgumentException e) {
            return Finding.problem(Checks.firstLine(e));
        }
    }

    private Finding file(ForetideConfig.SignalTrace trace) {
        try {
            FileSignals read = SignalSources.of(trace, config.calendar());
            Map<String, Double> values = read.valuesAt(minute());
            List<String> without = read.features().stream()
                    .filter(feature -> !values.containsKey(feature))
                    .toList();
            return without.isEmpty()
                    ? Finding.ok(read.description() + age(read))
                    : Finding.warning(read.description() + ": nothing in it tells " + String.join(", ", without)
                            + " now, so that models take the mean");
        } catch (IllegalArgumentException | TraceFormatException | UncheckedIOException e) {
            return Finding.problem(Checks.firstLine(e));
        }
    }

    private Finding asked(AskedSignalSettings asked) {
        List<String> problems = asked.access().problems();
        if (!problems.isEmpty()) {
            return Finding.problem(problems.get(0));
        }
        AskedSignal signal = asked.open();
        try {
            signal.refresh(now);
        } catch (IOException e) {
            return Causes.of(e)
                    .filter(HttpAccessException.class::isInstance)
                    .findFirst()
                    .map(cause ->
                            Finding.problem(Checks.firstLine(e), Fix.ours(((HttpAccessException) cause).setting())))
                    .orElseGet(() -> Causes.of(e).anyMatch(SignalChecks::isSilence)
                            ? Finding.noAnswer(Checks.firstLine(e))
                            : Finding.problem(Checks.firstLine(e)));
        }
        return signal.valuesAt(minute()).isEmpty()
                ? Finding.warning("the value at " + asked.access().address() + " is older than maxAge, "
                        + Durations.format(asked.maxAge()) + ", so that models take the mean")
                : Finding.ok(asked.access().address() + " answers" + age(signal));
    }

    /** The minute that it is. */
    private Instant minute() {
        return now.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The age of its oldest value. */
    private String age(SignalSource signal) {
        return signal.timesAt(minute()).values().stream()
                .filter(time -> !time.isAfter(now))
                .min(Instant::compareTo)
                .map(time -> ", "
                        + Durations.format(
                                Duration.ofSeconds(Duration.between(time, now).toSeconds())) + " old")
                .orElse("");
    }

    private static boolean isSilence(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof TimeoutException
                || cause instanceof UnresolvedAddressException;
    }
}
