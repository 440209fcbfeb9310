package io.foretide.whatif.setup;

import io.foretide.series.TimeSeries;
import io.foretide.text.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which steps of a load are for what.
 *
 * @param trainEnd the forecaster is fitted on the steps before
 * @param warmUpFrom from here on policies act
 * @param from from here on they are scored
 * @param to the first step that is no longer scored
 */
public record EvaluationSplit(int trainEnd, int warmUpFrom, int from, int to) {
    /**
     * A user's request for it.
     *
     * @param trainShare share of the steps to train on
     * @param trainTo train on what comes before this instead of the share
     * @param from a share or an instant to evaluate from; the end of the training part if empty
     * @param to a share or an instant to evaluate to; the end if empty
     * @param warmUp how long policies act before they are scored, at most the validation part
     */
    public record Request(
            double trainShare, Optional<Instant> trainTo, Optional<String> from, Optional<String> to, Duration warmUp) {
        public Request {
            if (!(trainShare > 0 && trainShare < 1)) {
                throw new IllegalArgumentException("--train-share " + trainShare + ": must be between 0 and 1");
            }
            if (warmUp.isNegative()) {
                throw new IllegalArgumentException("--warm-up " + warmUp + ": must be zero or more");
            }
        }

        /** Trains on what comes before an instant and scores what comes after it. */
        public Request from(Instant time) {
            return new Request(trainShare, Optional.of(time), from, to, warmUp);
        }
    }

    /**
     * The steps of a load that a request means.
     *
     * @throws IllegalArgumentException naming the option, its value and what is allowed
     */
    public static EvaluationSplit of(Request request, TimeSeries demand) {
        int size = demand.size();
        int trainEnd = request.trainTo()
                .map(time -> index("--from", time.toString(), demand))
                .orElse((int) Math.floor(size * request.trainShare() + 1e-9));
        if (trainEnd < 2 || trainEnd >= size) {
            throw new IllegalArgumentException("training part of " + trainEnd + " of " + size
                    + " steps: at least 2, and one step to score, are needed");
        }
        int from = request.from()
                .map(text -> index("--evaluate-from", text, demand))
                .orElse(trainEnd);
        int to = request.to().map(text -> index("--evaluate-to", text, demand)).orElse(size);
        if (from < trainEnd) {
            throw new IllegalArgumentException("--evaluate-from "
                    + request.from().orElse("") + ": must be "
                    + demand.timeAt(trainEnd) + " or later, the end of the training part");
        }
        if (to <= from) {
            throw new IllegalArgumentException("--evaluate-to " + request.to().orElse("1") + ": must be after "
                    + demand.timeAt(from) + ", where the evaluated part begins");
        }
        long steps = request.warmUp().dividedBy(demand.step());
        int warmUpFrom = (int) Math.max(validationFrom(trainEnd) + 1, from - steps);
        return new EvaluationSplit(trainEnd, Math.min(warmUpFrom, from), from, to);
    }

    /**
     * The same with all the warm-up there is: forecasts in it come from a model that was fitted before.
     *
     * @param held so many steps of the training part such a model forecasts at most
     */
    public EvaluationSplit withLongestWarmUp(int held) {
        int begin = Math.max(validationFrom(trainEnd), trainEnd - held) + 1;
        return new EvaluationSplit(trainEnd, Math.min(begin, from), from, to);
    }

    /**
     * The past in which settings are tried: policies act in all the warm-up there is, and are scored on all of it but its first
     * tenth.
     *
     * @param held as for {@link #withLongestWarmUp}
     * @throws IllegalArgumentException if there is none
     */
    public EvaluationSplit rehearsal(int held) {
        int begin = withLongestWarmUp(held).warmUpFrom();
        EvaluationSplit tried = on(begin, from);
        if (tried.from() >= from) {
            throw new IllegalArgumentException(
                    "no steps between the training part and the evaluated one: settings are tried on what lies before it");
        }
        return tried;
    }

    /** The same for a part that settings are tried on: policies act in all of it, and are scored on all but its first tenth. */
    public EvaluationSplit on(int begin, int end) {
        return new EvaluationSplit(trainEnd, begin, begin + (end - begin) / 10, end);
    }

    private static int validationFrom(int trainEnd) {
        return trainEnd - Math.max(1, trainEnd / 3);
    }

    /** Steps in which policies act but are not scored. */
    public int warmUpSteps() {
        return from - warmUpFrom;
    }

    private static int index(String option, String text, TimeSeries demand) {
        int index = text.contains("T") ? atInstant(option, text, demand) : atShare(option, text, demand);
        if (index < 0 || index > demand.size()) {
            throw new IllegalArgumentException(option + " " + text + ": must be " + demand.start() + " to "
                    + demand.timeAt(demand.size()) + ", or a share from 0 to 1");
        }
        return index;
    }

    private static int atShare(String option, String text, TimeSeries demand) {
        try {
            double share = Double.parseDouble(text);
            return share >= 0 && share <= 1 ? (int) Math.floor(demand.size() * share + 1e-9) : -1;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " '" + text + "': must be a share from 0 to 1 or a UTC time such as 2001-06-07T06:30Z", e);
        }
    }

    private static int atInstant(String option, String text, TimeSeries demand) {
        try {
            Duration since = Duration.between(demand.start(), Instants.parse(text));
            long index = Math.floorDiv(since.toMillis(), demand.step().toMillis());
            return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, index));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }
}
