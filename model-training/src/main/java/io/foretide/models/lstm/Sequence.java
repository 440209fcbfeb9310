package io.foretide.models.lstm;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.series.FeatureWindow;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;

/** The numbers of one window as a recurrent network sees them: the last steps go in, the steps ahead come out. */
interface Sequence {
    /** Inputs of a network, fixed when it was fitted. */
    interface Recipe {
        /** The numbers of a window. */
        Sequence on(FeatureWindow window);

        /** Numbers per step that go in. */
        int channels();

        /** Numbers that come out. */
        int outputs();

        /** The exogenous inputs. */
        ExogenousInputs exogenous();

        /** Time before an origin to which the numbers reach. */
        Duration history();
    }

    /** The numbers of one origin. */
    Sample at(int origin);

    /** One origin; what several of its methods need is computed once. Not thread-safe. */
    interface Sample {
        /** Writes the inputs, channel by channel with {@link Steps#input} steps each, from {@code offset} on. */
        void write(float[] into, int offset);

        /**
         * Writes what should come out.
         *
         * @return false if that is not known
         */
        boolean targets(double[] into);

        /** The forecast that outputs stand for. */
        PointForecast forecast(double[] outputs);
    }
}
