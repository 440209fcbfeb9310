// Pictures and tables of the notebooks in one style. Every notebook loads this with %load.

import static org.rapaio.jupyter.kernel.global.Global.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.time.*;
import java.time.format.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.knowm.xchart.*;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

Locale.setDefault(Locale.ENGLISH);
TimeZone.setDefault(TimeZone.getTimeZone("UTC"));

final Color INK = new Color(0x17324d), BLUE = new Color(0x2361ad), SKY = new Color(0x7db2f5), RED = new Color(0xb5480b);
final Color GOLD = new Color(0xd99a1c), GREEN = new Color(0x1b7a43), GREY = new Color(0x9aa5ae), PURPLE = new Color(0x8a4fbf);
final Color[] SEA = {new Color(0xf4f9fd), new Color(0x8fbfe3), new Color(0x2361ad), new Color(0x0b2545)};

<C extends AxesChart<?, ?>> C styled(C chart, String title, String x, String y) {
    chart.setTitle(title);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    var style = (AxesChartStyler) chart.getStyler();
    style.setPlotGridLinesColor(new Color(0xe3e8ec)).setPlotGridLinesStroke(new BasicStroke(1f));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11)).setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAxisTickLabelsColor(new Color(0x44525e)).setAxisTickMarksColor(new Color(0xc3ccd3));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14)).setChartTitleBoxVisible(false);
    style.setChartFontColor(INK).setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    style.setLegendBorderColor(Color.WHITE).setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    style.setLocale(Locale.ROOT).setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11)).setAnnotationTextFontColor(INK);
    return chart;
}

XYChart chart(int width, int height, String title, String x, String y) {
    return styled(new XYChart(width, height), title, x, y);
}

/** A chart over time; the pattern writes its instants, such as HH:mm. */
XYChart timeChart(int width, int height, String title, String y, String pattern) {
    var chart = chart(width, height, title, "", y);
    chart.getStyler().setDatePattern(pattern).setTimezone(TimeZone.getTimeZone("UTC"));
    return chart;
}

/** So many instants a step apart, written on the axis as they stand here. */
List<Date> times(LocalDateTime first, Duration step, int count) {
    return IntStream.range(0, count).mapToObj(i -> Date.from(first.plus(step.multipliedBy(i)).toInstant(ZoneOffset.UTC))).toList();
}

/** The 24 hours of a day in steps of so many minutes. */
List<Date> wholeDay(int minutes) {
    return times(LocalDate.EPOCH.atStartOfDay(), Duration.ofMinutes(minutes), 1440 / minutes);
}

List<Double> boxed(double... values) {
    return Arrays.stream(values).boxed().toList();
}

XYSeries line(XYChart chart, String name, List<?> x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, boxed(y));
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
}

XYSeries dots(XYChart chart, String name, List<?> x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, boxed(y));
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
    return series;
}

/** Fills what lies between two lines. */
XYSeries band(XYChart chart, String name, List<?> x, double[] low, double[] high, Color colour) {
    List<Object> around = new ArrayList<>(x);
    List<Double> edge = new ArrayList<>(boxed(low));
    for (int i = x.size() - 1; i >= 0; i--) {
        around.add(x.get(i));
        edge.add(high[i]);
    }
    XYSeries series = chart.addSeries(name, around, edge);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(colour);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(0.5f));
    return series;
}

/** Shows charts as one picture, so many beside each other. */
void grid(int beside, Chart<?, ?>... charts) {
    int[] tops = new int[(charts.length + beside - 1) / beside + 1];
    for (int i = 0; i < charts.length; i++) {
        tops[i / beside + 1] = Math.max(tops[i / beside + 1], tops[i / beside] + charts[i].getHeight());
    }
    var whole = new BufferedImage(beside * charts[0].getWidth(), tops[tops.length - 1], BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = whole.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, whole.getWidth(), whole.getHeight());
    for (int i = 0; i < charts.length; i++) {
        pen.drawImage(BitmapEncoder.getBufferedImage(charts[i]), i % beside * charts[0].getWidth(), tops[i / beside], null);
    }
    pen.dispose();
    display("image/png", whole);
}

/** Shows charts as one picture, one below the other. */
void show(Chart<?, ?>... charts) {
    grid(1, charts);
}

/** The colour of a share from 0 to 1 on a scale. */
Color blend(Color[] scale, double share) {
    double place = Math.max(0, Math.min(1, share)) * (scale.length - 1);
    int i = (int) Math.min(scale.length - 2, Math.floor(place));
    float[] a = scale[i].getRGBComponents(null), b = scale[i + 1].getRGBComponents(null);
    float t = (float) (place - i);
    return new Color(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2]));
}

/** Shows values[row][column] as coloured cells, each with its number. */
void heatMap(String title, List<String> columns, List<String> rows, double[][] values, String format, Color[] scale, double min, double max) {
    int width = 940, left = 160, top = 62, cell = 24, bottom = top + cell * rows.size();
    var image = new BufferedImage(width, bottom + 14, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, image.getHeight());
    pen.setColor(INK);
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    pen.drawString(title, (width - pen.getFontMetrics().stringWidth(title)) / 2, 25);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    var metrics = pen.getFontMetrics();
    double wide = (width - left - 10.0) / columns.size();
    for (int row = 0; row < rows.size(); row++) {
        int y = top + row * cell;
        pen.setColor(INK);
        pen.drawString(rows.get(row), left - 8 - metrics.stringWidth(rows.get(row)), y + 16);
        for (int column = 0; column < columns.size(); column++) {
            int x = (int) (left + column * wide), next = (int) (left + (column + 1) * wide);
            Color colour = blend(scale, (values[row][column] - min) / (max - min));
            pen.setColor(colour);
            pen.fillRect(x, y, next - x - 1, cell - 1);
            pen.setColor(colour.getRed() + colour.getGreen() + colour.getBlue() > 380 ? INK : Color.WHITE);
            String text = String.format(format, values[row][column]);
            pen.drawString(text, (x + next - 1 - metrics.stringWidth(text)) / 2, y + 16);
            pen.setColor(INK);
            if (row == 0) pen.drawString(columns.get(column), (x + next - 1 - metrics.stringWidth(columns.get(column))) / 2, top - 8);
        }
    }
    pen.dispose();
    display("image/png", image);
}

/** Shows rows of cells; the first row is the header. Numbers stand on the right. */
void table(List<List<String>> rows) {
    var html = new StringBuilder("<table>\n");
    for (List<String> row : rows) {
        String tag = row == rows.get(0) ? "th" : "td";
        html.append("<tr>");
        for (String cell : row) {
            String side = cell.matches("[-+x]?[0-9].*") ? "right" : "left";
            html.append("<").append(tag).append(" align=\"").append(side).append("\">").append(cell).append("</").append(tag).append(">");
        }
        html.append("</tr>\n");
    }
    display("text/html", html.append("</table>").toString());
}

String number(double value, int digits) {
    return String.format("%,." + digits + "f", value);
}
