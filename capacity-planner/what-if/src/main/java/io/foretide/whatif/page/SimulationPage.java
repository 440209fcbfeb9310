package io.foretide.whatif.page;

import java.util.List;

/** A comparison of policies as a {@link StandalonePage}. */
public final class SimulationPage {
    private SimulationPage() {}

    /**
     * The page.
     *
     * @param json the figures and the course of a comparison, as {@code simulation.js} reads them
     */
    public static String render(String json) {
        return new StandalonePage(
                        PageFiles.SHARED.text("simulation.html"),
                        "simulation.css",
                        PageFiles.SHARED.text("simulation.css"),
                        "<script type=\"module\" src=\"/simulation.js\"></script>",
                        program())
                .with("simulation", json);
    }

    private static String program() {
        return PageProgram.of(List.of(PageFiles.SHARED.text(PageFiles.CHART), PageFiles.SHARED.text("simulation.js")));
    }
}
