package io.foretide.scaler.targets;

import io.foretide.scaler.ScalingTarget;
import io.foretide.scaler.ScalingTargetContract;

class DryRunTargetTest implements ScalingTargetContract {
    private final ScalingTarget target = new DryRunTarget(2);

    @Override
    public ScalingTarget target() {
        return target;
    }
}
