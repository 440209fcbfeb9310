package io.foretide.inference;

import io.foretide.training.ForecastModel;
import io.foretide.training.registry.TrainedModel;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * The models that serve in this process, each once, however many jobs it serves: files of equal checksums are the same model.
 * One that serves no job any more is forgotten. Thread-safe.
 */
final class SharedModels {
    /** By the checksums of their files. */
    private static final Map<Map<String, String>, WeakReference<ForecastModel>> MODELS = new HashMap<>();

    private SharedModels() {}

    /** The model that others have loaded before, or this one. */
    static synchronized ForecastModel of(TrainedModel loaded) {
        MODELS.values().removeIf(model -> model.get() == null);
        WeakReference<ForecastModel> known = MODELS.get(loaded.card().files());
        ForecastModel model = known == null ? null : known.get();
        if (model == null) {
            model = loaded.model();
            MODELS.put(loaded.card().files(), new WeakReference<>(model));
        }
        return model;
    }
}
