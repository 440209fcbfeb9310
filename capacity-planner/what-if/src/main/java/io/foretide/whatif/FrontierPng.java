package io.foretide.whatif;

import io.foretide.whatif.FrontierResult.Point;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Slot-hours against violations and against rescales of every point of a frontier, as one picture.
 *
 * @param order all policies there are: each keeps its colour, whoever else is compared
 */
public record FrontierPng(FrontierResult frontier, List<String> order) {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 560;

    public FrontierPng {
        order = List.copyOf(order);
    }

    /** Writes the picture, replacing a file of that name. */
    public void write(Path file) throws IOException {
        Map<String, List<Point>> policies = frontier.points().stream()
                .collect(Collectors.groupingBy(
                        point -> point.policy().split(" ", 2)[0], LinkedHashMap::new, Collectors.toList()));
        XYChart violations =
                chart(frontier.result().trace() + ": slot-hours against violations", "violated minutes, %");
        XYChart rescales = chart("slot-hours against rescales", "rescales a day");
        policies.forEach((policy, points) -> {
            double[] hours = points.stream().mapToDouble(Point::slotHours).toArray();
            double[] violated = points.stream()
                    .mapToDouble(point -> 100 * point.violationShare())
                    .toArray();
            double[] often = points.stream().mapToDouble(Point::rescalesPerDay).toArray();
            dot(violations.addSeries(policy, hours, violated), policy);
            dot(rescales.addSeries(policy, hours, often), policy);
        });
        Charts.write(List.of(violations, rescales), file);
    }

    private void dot(XYSeries series, String policy) {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(Charts.colour(policy, order));
    }

    private static XYChart chart(String title, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("slot-hours")
                .yAxisTitle(unit)
                .build();
        chart.getStyler()
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }
}
