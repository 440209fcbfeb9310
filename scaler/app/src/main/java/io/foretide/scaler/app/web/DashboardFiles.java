package io.foretide.scaler.app.web;

import io.foretide.whatif.page.PageFiles;
import java.util.List;

/** The dashboard's own files, and which of its modules it shares with other pages. */
final class DashboardFiles {
    static final PageFiles FILES = new PageFiles(DashboardFiles.class);

    /** The style of all its pages. */
    static final String STYLE = "dashboard.css";

    /** The modules of a job's page, each after those it imports. */
    static final List<String> MODULES = List.of(
            "service.js",
            "format.js",
            "dom.js",
            "model.js",
            PageFiles.CHART,
            "axis.js",
            "minute-chart.js",
            "load-chart.js",
            "slots-chart.js",
            "lag-chart.js",
            "tiles.js",
            "view.js",
            "what-if.js",
            "main.js");

    /** What the page of a fleet loads besides. */
    static final List<String> OF_FLEET =
            List.of("fleet.css", "fleet.js", "fleet-model.js", "fleet-view.js", "virtual-rows.js", "spark.js");

    private DashboardFiles() {}

    /** Where a module lies. */
    static PageFiles of(String module) {
        return module.equals(PageFiles.CHART) ? PageFiles.SHARED : FILES;
    }
}
