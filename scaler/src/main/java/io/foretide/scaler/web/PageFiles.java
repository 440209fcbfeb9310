package io.foretide.scaler.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the page, read from the class path. */
final class PageFiles {
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

    static final String ECHARTS = "echarts/echarts.min.js";

    private PageFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the dashboard's file " + name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
