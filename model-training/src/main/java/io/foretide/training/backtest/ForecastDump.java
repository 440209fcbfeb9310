package io.foretide.training.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.text.OutputFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes forecasts to a CSV file so that anyone can recompute the scores: a row per model, origin and target, in records/s.
 * Origin and target name the beginning of a step; the origin is the last step the forecast has seen.
 */
public final class ForecastDump implements ForecastSink, AutoCloseable {
    private static final String HEADER = "model,origin,target,q50,q90,q95,max30q50,max30q95,q99\n";

    private final OutputFile.Draft file;
    private final Writer out;

    /** Begins a file, which replaces one of that name with {@link #keep}. */
    public ForecastDump(Path file) throws IOException {
        this.file = new OutputFile(file).draft();
        out = new BufferedWriter(new OutputStreamWriter(this.file, StandardCharsets.UTF_8));
        out.write(HEADER);
    }

    @Override
    public void accept(Forecast forecast, int[] steps) throws IOException {
        Forecast.Path middle = forecast.path(0.5);
        Forecast.Path high = forecast.path(0.9);
        Forecast.Path higher = forecast.path(0.95);
        Forecast.Path highest = forecast.path(0.99);
        for (int h : steps) {
            out.write(forecast.model());
            out.write(',');
            out.write(forecast.origin().toString());
            out.write(',');
            out.write(forecast.origin()
                    .plus(forecast.horizon().step().multipliedBy(h))
                    .toString());
            number(middle.at(h - 1));
            number(high.at(h - 1));
            number(higher.at(h - 1));
            number(middle.max());
            number(higher.max());
            number(highest.at(h - 1));
            out.write('\n');
        }
    }

    private void number(double value) throws IOException {
        out.write(',');
        out.write(Double.toString(value));
    }

    /** All forecasts are in it. */
    public void keep() throws IOException {
        out.flush();
        file.keep();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
