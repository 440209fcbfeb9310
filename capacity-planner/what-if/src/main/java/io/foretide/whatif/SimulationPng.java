package io.foretide.whatif;

import io.foretide.whatif.PlotData.Band;
import io.foretide.whatif.PlotData.Course;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Load, slots and lag of a comparison as one picture.
 *
 * @param order all policies there are: each keeps its colour, whoever else is compared
 */
public record SimulationPng(PlotData data, List<String> order) {
    /** Stretches that fit into the picture's width. */
    public static final int STRETCHES = 1200;

    private static final int WIDTH = 1400;
    private static final int[] HEIGHTS = {300, 520, 380};
    /** A lag of zero has no place on a logarithmic axis. */
    private static final double MIN_LAG_SECONDS = 0.1;

    public SimulationPng {
        order = List.copyOf(order);
    }

    /** Writes the picture, replacing a file of that name. */
    public void write(Path file, String title) throws IOException {
        List<XYChart> charts = List.of(load(title), slots(), lag());
        Charts.write(charts, file);
    }

    private static XYChart chart(String title, String unit, int height) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler()
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setDatePattern("MM-dd HH:mm").setYAxisMin(0.0);
        return chart;
    }

    private XYChart load(String title) {
        XYChart chart = chart(title, "records/s", HEIGHTS[0]);
        add(chart, "load", data.load(), new Color(0x17324d), 0);
        return chart;
    }

    private XYChart slots() {
        XYChart chart = chart("slots asked for", "slots", HEIGHTS[1]);
        for (Course course : data.policies()) {
            add(chart, course.name(), course.slots(), colour(course), 0);
        }
        return chart;
    }

    private XYChart lag() {
        XYChart chart = chart("lag, seconds", "s", HEIGHTS[2]);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(MIN_LAG_SECONDS);
        for (Course course : data.policies()) {
            Band largest =
                    new Band(course.lagSeconds().largest(), course.lagSeconds().largest());
            add(chart, course.name(), largest, colour(course), MIN_LAG_SECONDS);
        }
        return chart;
    }

    private Color colour(Course course) {
        return Charts.colour(course.name(), order);
    }

    private void add(XYChart chart, String name, Band band, Color colour, double least) {
        List<Date> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < band.least().size(); i++) {
            Date time = Date.from(data.from().plusMillis(i * data.stretchMillis()));
            for (double value :
                    new double[] {band.least().get(i), band.largest().get(i)}) {
                times.add(time);
                values.add(Math.max(least, value));
            }
        }
        XYSeries series = chart.addSeries(name, times, values);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(1.4f));
    }
}
