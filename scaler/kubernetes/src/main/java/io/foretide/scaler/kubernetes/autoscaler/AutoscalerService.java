package io.foretide.scaler.kubernetes.autoscaler;

import java.util.List;
import java.util.Optional;

/** Who serves the jobs of {@code PredictiveAutoscaler} objects. Implementations are thread-safe. */
public interface AutoscalerService {
    /** Serves the jobs of exactly these objects from now on. */
    void serve(List<AutoscalerObject> objects);

    /** How the job of an object stands; empty where another replica is to tell. */
    Optional<AutoscalerStatus> status(AutoscalerObject object);
}
