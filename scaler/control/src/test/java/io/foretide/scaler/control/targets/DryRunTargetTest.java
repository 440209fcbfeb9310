package io.foretide.scaler.control.targets;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.ScalingTargetContract;

class DryRunTargetTest implements ScalingTargetContract {
    private final ScalingTarget target = new DryRunTarget(2);

    @Override
    public ScalingTarget target() {
        return target;
    }
}
