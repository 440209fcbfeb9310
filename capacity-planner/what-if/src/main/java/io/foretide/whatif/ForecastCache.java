package io.foretide.whatif;

import io.foretide.training.TrainingProgress;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the forecasts for the load of the last setup, as making them takes longest. Not thread-safe. */
final class ForecastCache {
    private final Map<String, ForecastTrack> tracks = new LinkedHashMap<>();
    private List<Object> madeFor = List.of();

    ForecastTrack get(String model, Setup setup, TrainingProgress progress) throws InterruptedException {
        List<Object> load = List.of(
                setup.recorded(), setup.options().get(JobOptions.LOAD), setup.events(), setup.split(), setup.seed());
        if (!load.equals(madeFor)) {
            tracks.clear();
            madeFor = load;
        }
        ForecastTrack track = tracks.get(model);
        if (track == null) {
            track = ForecastTrack.make(model, setup, progress);
            tracks.put(model, track);
        }
        return track;
    }
}
