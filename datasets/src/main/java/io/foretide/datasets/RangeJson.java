package io.foretide.datasets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer of Prometheus to a range query, {@code {"status":"success","data":{"resultType":"matrix","result":[...]}}}: each
 * series is a column, called by its labels.
 */
final class RangeJson {
    private static final String ALLOWED =
            "but must be what Prometheus answers to query_range, with a result of {\"metric\":{...},\"values\":[[time,\"value\"],...]}";

    /** They are held as text: 200 MB. Prometheus itself answers at most 11,000 a series. */
    private static final int MAX_SAMPLES = 1_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(BoundedReader.MAX_LINE)
                    .build())
            .build();

    private final String name;
    private final List<Map<BigDecimal, String>> series = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private Optional<String> error = Optional.empty();
    private int samples;

    private RangeJson(String name) {
        this.name = name;
    }

    /** Whether a text that begins like this can be nothing else. */
    static boolean isLikely(String begin) {
        String text = begin.stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    /** The columns, and a row for each time. */
    static Trace read(Content content, TextForm form, Timestamps timestamps) {
        String name = content.name();
        RangeJson json = new RangeJson(name);
        try (JsonParser parser = FACTORY.createParser(content.text(form))) {
            json.walk(parser);
        } catch (JsonProcessingException e) {
            throw new TraceFormatException(
                    new RowNames(name, "line")
                            .at(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    "it is no JSON (" + e.getOriginalMessage() + "), " + ALLOWED),
                    e);
        } catch (IOException e) {
            throw new TraceFormatException(name + " is damaged (" + e.getMessage() + "), " + ALLOWED, e);
        }
        return json.trace(timestamps);
    }

    private void walk(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME && parser.currentName().equals("error")) {
                error = Optional.ofNullable(parser.nextTextValue());
            }
            if (token == JsonToken.FIELD_NAME
                    && parser.currentName().equals("result")
                    && parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    readSeries(parser);
                }
            }
        }
    }

    private void readSeries(JsonParser parser) throws IOException {
        String label = "";
        Map<BigDecimal, String> values = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            if (field.equals("metric") && token == JsonToken.START_OBJECT) {
                label = label(parser);
            } else if (field.equals("values") && token == JsonToken.START_ARRAY) {
                readValues(parser, values);
            } else {
                parser.skipChildren();
            }
        }
        if (!values.isEmpty()) {
            labels.add(label.isEmpty() ? "value" : label);
            series.add(values);
        }
    }

    /** As PromQL writes it. */
    private static String label(JsonParser parser) throws IOException {
        String metric = "";
        List<String> pairs = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String value = String.valueOf(parser.nextTextValue());
            if (key.equals("__name__")) {
                metric = value;
            } else {
                pairs.add(key + "=\"" + value + "\"");
            }
        }
        return metric + (pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}");
    }

    private void readValues(JsonParser parser, Map<BigDecimal, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            samples++;
            if (samples > MAX_SAMPLES) {
                throw new TraceFormatException(name + " has more than " + MAX_SAMPLES
                        + " samples, but must have fewer\nMaybe a larger step in the query.");
            }
            JsonToken time = parser.nextToken();
            if (time == null || !time.isNumeric()) {
                throw new TraceFormatException(new RowNames(name, "sample")
                        .at(samples, "the time is " + Quoted.of(parser.getText()) + ", " + ALLOWED));
            }
            BigDecimal at = parser.getDecimalValue();
            parser.nextToken();
            String before = values.put(at, parser.getText());
            if (before != null && !before.equals(parser.getText())) {
                throw new TraceFormatException(new RowNames(name, "sample")
                        .at(
                                samples,
                                "the time " + at + " appears twice, with " + before + " and " + parser.getText()
                                        + ", but must appear once"));
            }
            parser.nextToken();
        }
    }

    private Trace trace(Timestamps timestamps) {
        if (error.isPresent()) {
            throw new TraceFormatException(
                    name + " holds an error of Prometheus, " + Quoted.of(error.get()) + ", " + ALLOWED);
        }
        if (series.isEmpty()) {
            throw new TraceFormatException(name + " holds no series, " + ALLOWED);
        }
        List<String> header = new ArrayList<>(List.of("time"));
        header.addAll(labels);
        TraceRows rows = new TraceRows(new RowNames(name, "sample"), header, timestamps, new NumberStyle(','));
        TreeMap<BigDecimal, String> times = new TreeMap<>();
        series.forEach(times::putAll);
        int row = 0;
        for (BigDecimal time : times.keySet()) {
            List<String> cells = new ArrayList<>(List.of(time.toPlainString()));
            series.forEach(values -> cells.add(values.getOrDefault(time, "")));
            rows.add(cells, ++row);
        }
        return rows.build().ofSeries();
    }
}
