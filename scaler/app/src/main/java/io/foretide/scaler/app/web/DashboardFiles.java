package io.foretide.scaler.app.web;

import io.foretide.whatif.page.PageFiles;
import java.util.List;

/** The dashboard's own files. */
final class DashboardFiles {
    static final PageFiles FILES = new PageFiles(DashboardFiles.class);

    /** The page's modules, each after those it imports. */
    static final List<String> MODULES = List.of(
            "format.js",
            "model.js",
            "chart.js",
            "load-chart.js",
            "slots-chart.js",
            "lag-chart.js",
            "view.js",
            "what-if.js",
            "main.js");

    private DashboardFiles() {}
}
