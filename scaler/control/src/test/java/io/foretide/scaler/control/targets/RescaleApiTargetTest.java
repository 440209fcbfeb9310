package io.foretide.scaler.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTarget.Failed;
import io.foretide.scaler.control.ScalingTargetContract;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkControl;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a Flink that is not in Reactive Mode. */
class RescaleApiTargetTest implements ScalingTargetContract.WithOthers {
    private final FakeFlink flink = FakeFlink.tuned();

    @BeforeEach
    void leaveReactiveMode() {
        flink.configuration.remove("scheduler-mode");
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    private RescaleApiTarget target(Mode mode) {
        return new RescaleApiTarget(new FlinkControl(flink.rest(), Optional.empty()), mode, 2);
    }

    @Override
    public ScalingTarget target() {
        return target(Mode.AUTO);
    }

    @Override
    public void somebodyElseSets(int taskManagers) {
        flink.upperBound = 2 * taskManagers;
    }

    @Test
    void setsTheParallelismOfWholeTaskManagers() throws Exception {
        flink.upperBound = 3;
        ScalingTarget target = target();
        assertThat(target.read().taskManagers()).isEqualTo(2);
        target.scaleTo(3, target.read());
        assertThat(flink.upperBound).isEqualTo(6);
    }

    @Test
    void saysWhatFlinkSaysInReactiveMode() throws Exception {
        flink.configuration.put("scheduler-mode", "reactive");
        ScalingTarget target = target();
        assertThat(target.scaleTo(3, target.read()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.why().sentence())
                                .contains("HTTP status 500")
                                .contains("reactive mode"));
    }

    @Test
    void recommendsUnlessTheModeIsAuto() throws Exception {
        assertThat(target(Mode.RECOMMEND).read().whyRecommended()).contains(new ControlCause.ByMode(Mode.RECOMMEND));
        assertThat(target(Mode.AUTO).read().whyRecommended()).isEmpty();
    }
}
