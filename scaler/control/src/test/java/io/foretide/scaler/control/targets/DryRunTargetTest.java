package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTargetContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DryRunTargetTest implements ScalingTargetContract {
    private final ScalingTarget target = new DryRunTarget(2);

    private int real = 2;
    private boolean silent;
    private final DryRunTarget following = new DryRunTarget(2, () -> {
        if (silent) {
            throw new IOException("Flink does not answer");
        }
        return real;
    });

    @Override
    public ScalingTarget target() {
        return target;
    }

    private int afterTwoLooks() {
        following.read();
        return following.read().taskManagers();
    }

    @Test
    void whatSomebodyElseChangesIsTakenUp() {
        following.read();
        following.scaleTo(5, following.read());
        assertThat(afterTwoLooks()).as("a rescale stays pretended").isEqualTo(5);
        assertThat(following.isPretended()).isTrue();
        real = 4;
        assertThat(afterTwoLooks()).isEqualTo(4);
        following.scaleTo(6, following.read());
        assertThat(afterTwoLooks()).isEqualTo(6);
        real = 1;
        assertThat(afterTwoLooks()).isEqualTo(1);
    }

    @Test
    void aTaskManagerThatIsLostForALookIsNobodysDecision() {
        following.read();
        following.scaleTo(5, following.read());
        real = 1;
        assertThat(following.read().taskManagers()).isEqualTo(5);
        real = 2;
        assertThat(afterTwoLooks()).isEqualTo(5);
    }

    @Test
    void aFlinkWithoutTaskManagersOrWithoutAnAnswerChangesNothing() {
        following.read();
        real = 0;
        assertThat(afterTwoLooks()).isEqualTo(2);
        silent = true;
        assertThat(afterTwoLooks()).isEqualTo(2);
    }

    @Test
    void theFirstNumberSaysNothingAboutAnybody() {
        real = 7;
        assertThat(afterTwoLooks()).isEqualTo(2);
    }
}
