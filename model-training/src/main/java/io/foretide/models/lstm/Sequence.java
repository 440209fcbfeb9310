package io.foretide.models.lstm;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.series.FeatureWindow;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;

/** The numbers of one window as a recurrent network sees them: the last steps go in, the steps ahead come out. */
interface Sequence {
    /** What a network is fed, fixed when it was fitted. */
    interface Recipe {
        /** The numbers of a window. */
        Sequence on(FeatureWindow window);

        /** Numbers per step that go in. */
        int channels();

        /** Numbers that come out. */
        int outputs();

        /** The exogenous inputs. */
        ExogenousInputs exogenous();

        /** How far before an origin the numbers reach. */
        Duration history();
    }

    /** Writes the inputs of an origin, channel by channel with {@link Steps#input} steps each, from {@code offset} on. */
    void write(int origin, float[] into, int offset);

    /**
     * Writes what should come out.
     *
     * @return false if that is not known
     */
    boolean targets(int origin, double[] into);

    /** The forecast that outputs stand for. */
    PointForecast pointForecast(int origin, double[] outputs);
}
