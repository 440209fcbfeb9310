package io.foretide.whatif;

import io.foretide.text.OutputFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** What the pictures share: charts below each other in one file, and a colour for each policy. */
final class Charts {
    private static final List<Color> COLOURS = Palette.policies();

    private Charts() {}

    /** The colour of a policy among all there are; a policy at a setting, {@code predictive slo-share=0.9}, has its policy's. */
    static Color colour(String policy, List<String> order) {
        return COLOURS.get(Math.max(0, order.indexOf(policy.split(" ", 2)[0])) % COLOURS.size());
    }

    /** Writes charts of one width into a picture, replacing a file of that name. */
    static void write(List<XYChart> charts, Path file) throws IOException {
        BufferedImage whole = new BufferedImage(
                charts.get(0).getWidth(),
                charts.stream().mapToInt(XYChart::getHeight).sum(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = whole.createGraphics();
        int top = 0;
        for (XYChart chart : charts) {
            pen.drawImage(BitmapEncoder.getBufferedImage(chart), 0, top, null);
            top += chart.getHeight();
        }
        pen.dispose();
        new OutputFile(file).write(out -> {
            // in memory, as the writer hides what a file says of a failure
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(whole, "png", png)) {
                throw new IOException("this Java cannot write PNG files");
            }
            png.writeTo(out);
        });
    }
}
