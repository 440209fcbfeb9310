package io.foretide.whatif;

import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.TickListener;
import io.foretide.series.TimeSeries;
import io.foretide.text.OutputFile;
import io.foretide.whatif.setup.Setup;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes every scored tick of every policy to a CSV file, so that anyone can recompute the figures: slot-hours are the sum of
 * slotsTarget x tick, a minute violates when its largest lagSeconds exceeds the objective, restarts are where processing is 0.
 * A name that ends with .gz is compressed.
 */
public final class DecisionDump {
    /** The first line. */
    public static final String HEADER =
            "timestamp,policy,demandRecordsPerSecond,slotsTarget,slotsRunning,processing,lagSeconds";

    private final TimeSeries demand;
    private final long tickMillis;

    /** For the recordings of a setup. */
    public DecisionDump(Setup setup) {
        SimulationSettings settings = setup.settings();
        this.demand = setup.scored();
        this.tickMillis = settings.tick().toMillis();
    }

    /** Writes the file, replacing one of that name. */
    public void write(Path file, Map<String, TickRecording> recordings) throws IOException {
        boolean packed = file.toString().endsWith(".gz");
        new OutputFile(file).write(out -> {
            GZIPOutputStream packing = packed ? new GZIPOutputStream(out, 1 << 16) : null;
            Writer writer =
                    new BufferedWriter(new OutputStreamWriter(packing == null ? out : packing, StandardCharsets.UTF_8));
            writer.write(HEADER + "\n");
            try {
                recordings.forEach((policy, recording) -> recording.replay(this::demandAt, rows(policy, writer)));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            writer.flush();
            if (packing != null) {
                packing.finish();
            }
        });
    }

    private double demandAt(long tick) {
        return demand.value((int) (tick * tickMillis / demand.step().toMillis()));
    }

    private TickListener rows(String policy, Writer writer) {
        Instant start = demand.start();
        return tick -> {
            try {
                writer.append(start.plusMillis(tick.number() * tickMillis).toString())
                        .append(',')
                        .append(policy)
                        .append(',')
                        .append(Double.toString(tick.demandRecordsPerSecond()))
                        .append(',')
                        .append(Integer.toString(tick.slotsTarget()))
                        .append(',')
                        .append(Integer.toString(tick.slotsRunning()))
                        .append(tick.processing() ? ",1," : ",0,")
                        .append(tick.lagSeconds() == 0 ? "0" : Double.toString(tick.lagSeconds()))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
