package io.foretide.whatif.page;

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
                        "<script src=\"simulation.js\"></script>",
                        PageFiles.SHARED.text("simulation.js"))
                .with("simulation", json, "");
    }
}
