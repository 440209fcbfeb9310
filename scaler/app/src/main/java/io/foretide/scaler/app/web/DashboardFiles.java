package io.foretide.scaler.app.web;

import io.foretide.whatif.page.PageFiles;
import java.util.List;

/** The dashboard's own files, and which of its modules it shares with other pages. */
final class DashboardFiles {
    static final PageFiles FILES = new PageFiles(DashboardFiles.class);

    /** The page's modules, each after those it imports. */
    static final List<String> MODULES = List.of(
            "format.js",
            "model.js",
            PageFiles.CHART,
            "minute-chart.js",
            "load-chart.js",
            "slots-chart.js",
            "lag-chart.js",
            "view.js",
            "what-if.js",
            "main.js");

    private DashboardFiles() {}

    /** Where a module lies. */
    static PageFiles of(String module) {
        return module.equals(PageFiles.CHART) ? PageFiles.SHARED : FILES;
    }
}
