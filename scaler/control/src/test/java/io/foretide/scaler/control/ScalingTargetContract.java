package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.ScalingTarget.Applied;
import io.foretide.scaler.control.ScalingTarget.Refused;
import org.junit.jupiter.api.Test;

/** What every scaling target keeps, whatever it scales. */
public interface ScalingTargetContract {
    /** A target that is asked for two TaskManagers, and has room for six. */
    ScalingTarget target() throws Exception;

    @Test
    default void hasWhatItWasAskedForUpAndDown() throws Exception {
        ScalingTarget target = target();
        assertThat(target.read().taskManagers()).isEqualTo(2);
        assertThat(target.scaleTo(5, target.read())).isInstanceOf(Applied.class);
        assertThat(target.read().taskManagers()).isEqualTo(5);
        assertThat(target.scaleTo(1, target.read())).isInstanceOf(Applied.class);
        assertThat(target.read().taskManagers()).isEqualTo(1);
    }

    @Test
    default void askingForWhatIsThereChangesNothing() throws Exception {
        ScalingTarget target = target();
        assertThat(target.scaleTo(2, target.read())).isInstanceOf(Applied.class);
        assertThat(target.read().taskManagers()).isEqualTo(2);
    }

    /** What targets keep besides, that others can change too. */
    interface WithOthers extends ScalingTargetContract {
        /** Somebody else asks it for another number. */
        void somebodyElseSets(int taskManagers) throws Exception;

        @Test
        default void overwritesNobody() throws Exception {
            ScalingTarget target = target();
            TargetSnapshot seen = target.read();
            somebodyElseSets(4);
            assertThat(target.scaleTo(3, seen))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.why().sentence()).contains("4"));
            assertThat(target.read().taskManagers()).isEqualTo(4);
            assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
        }
    }
}
