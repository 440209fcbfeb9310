package io.foretide.datasets;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind the number of a cell, such as {@code K req/s}: how many, of what, in which time. */
record CellUnit(double multiple, Kind kind) {
    /** What the numbers of a column count; one column has one. */
    enum Kind {
        PLAIN("no unit", 0),
        PERCENT("%", 0),
        PER_SECOND("/s", 1),
        PER_MINUTE("/min", 60),
        PER_HOUR("/h", 3600);

        private final String text;
        private final double seconds;

        Kind(String text, double seconds) {
            this.text = text;
            this.seconds = seconds;
        }

        /** Whether the cells are rates, whatever the step is. */
        boolean isRate() {
            return seconds > 0;
        }

        /** The seconds that a rate is for. */
        double seconds() {
            return seconds;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static final CellUnit NONE = new CellUnit(1, Kind.PLAIN);

    /** B is left out: it may be billions or bytes; so is m: milli, minutes or a mistyped M. */
    private static final Map<String, Double> MULTIPLES =
            Map.of("k", 1e3, "K", 1e3, "M", 1e6, "Mil", 1e6, "G", 1e9, "Bil", 1e9, "T", 1e12);

    private static final String COUNTED =
            "req|reqs|requests?|recs?|records?|msgs?|messages?|events?|rows?|calls?|hits?|orders?|tx|items?|jobs?|queries";
    private static final Pattern FORM = Pattern.compile("(?<multiple>[kKMGT]|Mil|Bil)?\\s*(?:"
            + "(?<percent>%)|(?<perSecond>rps|qps|tps|eps)|(?<perMinute>rpm)"
            + "|(?<counted>" + COUNTED
            + "|ops(?=\\s*/))?(?:\\s*(?:/|\\bper\\b)\\s*(?<time>s|sec|seconds?|min|minutes?|h|hr|hours?))?)");

    /** The unit that a text stands for, if it is known. */
    static Optional<CellUnit> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String multiple = form.group("multiple");
        return Optional.of(new CellUnit(multiple == null ? 1 : MULTIPLES.getOrDefault(multiple, 1.0), kind(form)));
    }

    private static Kind kind(Matcher form) {
        if (form.group("percent") != null) {
            return Kind.PERCENT;
        }
        String time = form.group("time");
        if (form.group("perSecond") != null || (time != null && time.startsWith("s"))) {
            return Kind.PER_SECOND;
        }
        if (form.group("perMinute") != null || (time != null && time.startsWith("m"))) {
            return Kind.PER_MINUTE;
        }
        return time == null ? Kind.PLAIN : Kind.PER_HOUR;
    }
}
