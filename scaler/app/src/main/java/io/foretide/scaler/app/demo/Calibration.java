package io.foretide.scaler.app.demo;

import io.foretide.planner.simulation.Plan;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.Simulator;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.app.demo.DemoResult.Minute;
import io.foretide.scaler.app.demo.DemoResult.Rescaled;
import io.foretide.series.TimeSeries;
import io.foretide.text.IoReason;
import io.foretide.text.Json;
import io.foretide.text.Rounded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A recorded run of the demo against its simulation: the same demand, the same requests at the same times, the rate per slot,
 * lead time and restart time that the run learned.
 *
 * @param run its file
 * @param minutes compared: those that were measured
 * @param lagSeconds error of the lag at the end of a minute
 * @param slots error of the registered slots then
 */
public record Calibration(
        String run,
        int minutes,
        double recordsPerSecondPerSlot,
        Duration leadTime,
        Duration restartTime,
        Deviation lagSeconds,
        Deviation slots) {

    /** Absolute differences between what was recorded and what was simulated; the worst and when it was. */
    public record Deviation(double mean, double median, double p95, double worst, Instant worstAt) {}

    /**
     * Compares a file that {@code foretide demo -o json} wrote.
     *
     * @throws UserError if it is none, or one without minutes
     */
    public static Calibration of(Path file) {
        DemoResult run = read(file);
        List<Minute> course = run.course();
        if (course.isEmpty()) {
            throw UserError.usage("run " + file + " holds no minutes: it was recorded before they were kept\n"
                    + "Maybe record it again: foretide demo -o json > " + file);
        }
        SimulationSettings settings = settings(run, course);
        int ticksPerMinute =
                (int) (Duration.ofMinutes(1).toMillis() / settings.tick().toMillis());
        double[] lag = new double[course.size()];
        double[] slots = new double[course.size()];
        TimeSeries demand = TimeSeries.ofObserved(
                course.get(0).at(),
                Duration.ofMinutes(1),
                course.stream().mapToDouble(Minute::demandRecordsPerSecond).toArray());
        new Simulator(settings, demand)
                .run(plan(run, settings), course.get(0).slotsAsked() / settings.slotsPerTaskManager(), tick -> {
                    int minute = (int) (tick.number() / ticksPerMinute);
                    lag[minute] = tick.lagSeconds();
                    slots[minute] = tick.slotsRunning();
                });
        int[] measured = IntStream.range(0, course.size())
                .filter(i -> course.get(i).measured())
                .toArray();
        return new Calibration(
                String.valueOf(file.getFileName()),
                measured.length,
                settings.curve().recordsPerSecondPerSlot(),
                settings.leadTime(),
                settings.restartTime(),
                deviation(course, measured, i -> lag[i] - course.get(i).lagSeconds()),
                deviation(course, measured, i -> slots[i] - course.get(i).slotsRunning()));
    }

    private static DemoResult read(Path file) {
        try {
            return Json.read(Files.readString(file), DemoResult.class);
        } catch (IOException e) {
            throw UserError.usage("run " + file + " cannot be read: " + IoReason.of(e));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("run " + file + ": " + e.getMessage());
        }
    }

    private static SimulationSettings settings(DemoResult run, List<Minute> course) {
        int slots = DemoSettings.SLOTS_PER_TASK_MANAGER;
        int most = course.stream()
                .mapToInt(minute -> Math.max(minute.slotsAsked(), minute.slotsRunning()))
                .max()
                .orElse(slots);
        return SimulationSettings.of(
                ScalingCurve.linear(run.job().recordsPerSecondPerSlot()),
                slots,
                Math.max(1, most / slots),
                Duration.ofSeconds((long) Math.ceil(run.job().leadTimeSeconds())),
                Duration.ofSeconds((long) Math.ceil(run.job().restartSeconds())),
                Duration.ofSeconds((long) Math.max(1, run.job().sloLagSeconds())));
    }

    private static Plan plan(DemoResult run, SimulationSettings settings) {
        return new Plan(
                "recorded",
                settings.tick(),
                run.rescaling().rescales().stream().map(Rescaled::at).toArray(Instant[]::new),
                run.rescaling().rescales().stream().mapToInt(Rescaled::to).toArray());
    }

    /** Something of the minute with a number. */
    @FunctionalInterface
    private interface OfMinute {
        double at(int minute);
    }

    private static Deviation deviation(List<Minute> course, int[] minutes, OfMinute difference) {
        double[] errors = Arrays.stream(minutes)
                .mapToDouble(i -> Math.abs(difference.at(i)))
                .toArray();
        int worst = IntStream.range(0, errors.length).reduce(0, (a, b) -> errors[b] > errors[a] ? b : a);
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        return new Deviation(
                Rounded.to(Arrays.stream(errors).average().orElse(0), 2),
                Rounded.to(sorted[sorted.length / 2], 2),
                Rounded.to(sorted[(int) (0.95 * (sorted.length - 1))], 2),
                Rounded.to(errors[worst], 2),
                course.get(minutes[worst]).at());
    }

    /** For people. */
    public String table() {
        return String.format(
                Locale.ROOT,
                "%s: %d measured minutes; %.1f records/s a slot, lead time %d s, restart %d s%n%s%s",
                run,
                minutes,
                recordsPerSecondPerSlot,
                leadTime.toSeconds(),
                restartTime.toSeconds(),
                line("lag, seconds", lagSeconds),
                line("slots running", slots));
    }

    private static String line(String name, Deviation error) {
        return String.format(
                Locale.ROOT,
                "%-14s mean absolute error %8.2f   median %8.2f   95 %% %8.2f   worst %8.2f at %s%n",
                name,
                error.mean(),
                error.median(),
                error.p95(),
                error.worst(),
                error.worstAt());
    }
}
