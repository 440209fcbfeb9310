package io.foretide.training;

import io.foretide.models.LastValue;
import io.foretide.models.LstmFit;
import io.foretide.models.LstmModel;
import io.foretide.models.ProfileLevel;
import io.foretide.models.SeasonalNaive;
import io.foretide.series.FeatureWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From history to a model that can be published: split, fit, calibrate, score beside every baseline, describe.
 *
 * <p>One training at a time in a process. Interrupting the thread cancels it and leaves nothing behind.
 */
public final class Trainer {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private final ZoneId zone;
    private final TrainingSettings settings;
    private final TrainingProgress progress;

    /** A trainer by the local time of {@code zone}. */
    public Trainer(ZoneId zone, TrainingSettings settings, TrainingProgress progress) {
        this.zone = zone;
        this.settings = settings;
        this.progress = progress;
    }

    /** The arithmetic an LSTM has to beat. */
    public static List<ForecastModel> baselines(ZoneId zone) {
        return List.of(new LastValue(), SeasonalNaive.day(zone), SeasonalNaive.week(zone), new ProfileLevel(zone));
    }

    /** Names of the baselines that count as naive in the skill: all but profile and level. */
    public static List<String> naive() {
        return List.of("last-value", "seasonal-naive-day", "seasonal-naive-week");
    }

    /**
     * Trains on a history of one-minute steps.
     *
     * @param history at least some weeks; see {@link TrainingSettings#warmUp}
     * @param now goes into the version and the card
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if the history holds too little
     */
    public TrainedModel train(FeatureWindow history, Instant now) throws InterruptedException {
        TrainingSet set = new TrainingSet(history);
        long start = System.nanoTime();
        LstmModel model = new LstmFit(set, zone, settings, progress).fit();
        double seconds = (System.nanoTime() - start) / 1e9;
        Backtest backtest = new Backtest(set, settings.evaluationStride());
        ConformalCalibrator calibrator = backtest.calibrate(model);
        Leaderboard board = scores(backtest, model, calibrator);
        return new TrainedModel(model, calibrator, card(history, model, board, seconds, now));
    }

    private Leaderboard scores(Backtest backtest, LstmModel model, ConformalCalibrator calibrator)
            throws InterruptedException {
        List<ForecastModel> baselines = baselines(zone);
        List<ForecastScore> scores = new ArrayList<>();
        long start = System.nanoTime();
        scores.add(backtest.test(model, calibrator));
        for (ForecastModel baseline : baselines) {
            progress.report("scores", scores.size(), baselines.size() + 1L, start);
            scores.add(backtest.test(baseline, backtest.calibrate(baseline)));
        }
        progress.report("scores", scores.size(), baselines.size() + 1L, start);
        return new Leaderboard(scores, naive());
    }

    private ModelCard card(FeatureWindow history, LstmModel model, Leaderboard board, double seconds, Instant now) {
        ModelCard.Data data = ModelCard.Data.of(history);
        String version =
                model.name() + "-" + STAMP.format(now) + "-" + data.sha256().substring(0, 8);
        return new ModelCard(
                ModelCard.FORMAT,
                ModelCard.FORMAT_VERSION,
                model.name(),
                version,
                now.truncatedTo(ChronoUnit.SECONDS),
                data,
                zone,
                model.inputs(),
                settings,
                Machine.libraries(),
                Machine.cpu(),
                seconds,
                board,
                Map.of());
    }
}
