package io.foretide.models;

import io.foretide.config.Extensions;
import io.foretide.models.global.GlobalLstm;
import io.foretide.models.global.GlobalLstmFit;
import io.foretide.models.global.ShippedNetwork;
import io.foretide.models.linear.Ridge;
import io.foretide.models.linear.RidgeFit;
import io.foretide.models.lstm.SequenceLstm;
import io.foretide.models.lstm.SequenceLstmFit;
import io.foretide.models.naive.FlatForecast;
import io.foretide.models.naive.SeasonalNaive;
import io.foretide.models.seasonal.HoltWinters;
import io.foretide.models.seasonal.HoltWintersFit;
import io.foretide.models.seasonal.ProfileLevel;
import io.foretide.models.seasonal.ProfileLevelFit;
import io.foretide.models.trees.Boosting;
import io.foretide.models.trees.BoostingFit;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFamily;
import io.foretide.training.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every family of models: those of this room, listed here and nowhere else, and those of jars on the class path. */
final class Families {
    private static final Family.Reader SEASONAL = files -> files.numbers(SeasonalNaive.class);

    /** The simplest first. */
    private static final List<Family> BUILT_IN = List.of(
            flat(FlatForecast.lastValue()),
            flat(FlatForecast.mean15()),
            Family.untrained(
                    "seasonal-naive-day", SeasonalNaive.KIND, request -> SeasonalNaive.day(request.zone()), SEASONAL),
            Family.untrained(
                    "seasonal-naive-week", SeasonalNaive.KIND, request -> SeasonalNaive.week(request.zone()), SEASONAL),
            Family.untrained("seasonal-naive", SeasonalNaive.KIND, Families::betterSeason, SEASONAL),
            Family.of(new ProfileLevelFit(), files -> files.numbers(ProfileLevel.class)),
            Family.of(new HoltWintersFit(), files -> files.numbers(HoltWinters.class)),
            Family.of(new RidgeFit(), Ridge::load),
            new Family(
                    Boosting.NAME,
                    Boosting.NAME,
                    models -> new BoostingFit(models.budget().maxRows()),
                    Boosting::load,
                    true),
            new Family(
                    GlobalLstm.NAME,
                    GlobalLstm.NAME,
                    models -> new GlobalLstmFit(
                            ShippedNetwork::get,
                            () -> List.of(models.plain(Ridge.NAME), models.plain(Boosting.NAME)),
                            models.budget()),
                    GlobalLstm::load,
                    true),
            new Family(
                    SequenceLstm.NAME,
                    SequenceLstm.NAME,
                    models -> new SequenceLstmFit(models.budget()),
                    SequenceLstm::load,
                    true),
            new Family(Ensemble.NAME, Ensemble.NAME, EnsembleFit::new, Ensemble::load, true));

    private Families() {}

    /** All that there are now, those of jars last; of two of one name the first counts. */
    static List<Family> all() {
        Map<String, Family> all = new LinkedHashMap<>();
        BUILT_IN.forEach(family -> all.put(family.name(), family));
        Extensions.of(ModelFamily.class).forEach(own -> all.putIfAbsent(own.name(), Family.of(own)));
        return List.copyOf(all.values());
    }

    private static Family flat(FlatForecast model) {
        return Family.untrained(model.name(), model.name(), request -> model, files -> model);
    }

    private static ForecastModel betterSeason(FitRequest request) {
        return new Validation(request)
                .best(List.of(SeasonalNaive.day(request.zone()), SeasonalNaive.week(request.zone())));
    }
}
