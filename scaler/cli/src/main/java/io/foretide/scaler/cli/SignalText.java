package io.foretide.scaler.cli;

import io.foretide.telemetry.signal.SignalState;
import io.foretide.text.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user's signals for people, a line each: name, last value, its age, what is wrong. */
final class SignalText {
    private static final MathContext SHOWN = new MathContext(6);

    private SignalText() {}

    static String of(List<SignalState> signals) {
        StringBuilder text = new StringBuilder();
        signals.forEach(signal -> DecisionText.row(text, "signal", signal.name() + ": " + told(signal)));
        return text.toString();
    }

    private static String told(SignalState signal) {
        Stream<String> value = signal.value().stream()
                .mapToObj(seen -> BigDecimal.valueOf(seen).round(SHOWN).toPlainString());
        Stream<String> age = signal.ageSeconds().stream()
                .mapToObj(seconds -> Durations.format(Duration.ofSeconds(seconds)) + " old");
        return Stream.of(value, age, signal.trouble().stream())
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
    }
}
