package io.foretide.whatif;

import io.foretide.text.Json;
import io.foretide.text.OutputFile;
import io.foretide.whatif.WhatIf.Outcome;
import io.foretide.whatif.page.SimulationPage;
import io.foretide.whatif.setup.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that a comparison is written to besides what is printed.
 *
 * @param dump every tick
 * @param csv the figures
 * @param png load, slots and lag as a picture
 * @param html all of it as a page
 */
public record SimulationFiles(Optional<Path> dump, Optional<Path> csv, Optional<Path> png, Optional<Path> html) {
    /** So many stretches leave a page of all policies below 5 MB. */
    private static final int STRETCHES_OF_PAGE = 1500;

    /** Data that the page's script reads. */
    private record PageData(SimulationResult result, PlotData plot, List<String> order) {}

    /** Whether any of them needs every tick. */
    public boolean needTicks() {
        return dump.isPresent() || png.isPresent() || html.isPresent();
    }

    /**
     * Writes those that are asked for, replacing files of their names.
     *
     * @param order all policies there are: each keeps its colour, whoever else is compared
     */
    public void write(Setup setup, Outcome outcome, List<String> order) throws IOException {
        SimulationResult result = outcome.result();
        if (dump.isPresent()) {
            new DecisionDump(setup).write(dump.get(), outcome.recordings());
        }
        if (csv.isPresent()) {
            new OutputFile(csv.get()).write(SimulationTable.csv(result));
        }
        if (png.isPresent()) {
            String title = result.trace() + ": load";
            PlotData plot = PlotData.of(setup, outcome.recordings(), SimulationPng.STRETCHES);
            new SimulationPng(plot, order).write(png.get(), title);
        }
        if (html.isPresent()) {
            int most = STRETCHES_OF_PAGE
                    * order.size()
                    / Math.max(order.size(), outcome.recordings().size());
            PlotData plot = PlotData.of(setup, outcome.recordings(), most);
            new OutputFile(html.get()).write(SimulationPage.render(Json.line(new PageData(result, plot, order))));
        }
    }
}
