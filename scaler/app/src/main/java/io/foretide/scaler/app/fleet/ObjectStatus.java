package io.foretide.scaler.app.fleet;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerStatus;
import io.foretide.text.Counted;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the job of an object stands, for its status. */
final class ObjectStatus {
    private ObjectStatus() {}

    /** Empty on a replica that follows, or whose the job is not: the one that acts tells. */
    static Optional<AutoscalerStatus> of(FleetConfig.Job said, Fleet fleet) {
        if (!fleet.isOwn(said.name())) {
            return Optional.empty();
        }
        if (fleet.config().jobs().stream().anyMatch(job -> job.name().equals(said.name()))) {
            return Optional.of(notServed(
                    said,
                    List.of("job " + said.name()
                            + ": must have another name, a job of the fleet's file has this one")));
        }
        Optional<Member> member = fleet.member(said.name())
                .filter(one -> said.problems().isEmpty() || one.said().equals(said));
        if (member.isEmpty()) {
            return Optional.of(notServed(said, said.problems()));
        }
        Optional<ServedJob> served = member.get().served();
        if (served.isEmpty() && fleet.owner(member.get()).isPresent()) {
            return Optional.empty(); // not given back yet
        }
        Optional<TickReport> tick = served.flatMap(ServedJob::newest);
        return tick.filter(report -> !report.standing().isLeading()).isPresent()
                ? Optional.empty()
                : Optional.of(status(JobRow.of(fleet.view(member.get())), served, tick));
    }

    private static AutoscalerStatus notServed(FleetConfig.Job said, List<String> problems) {
        FleetConfig.Job wrong = said.wrong(problems);
        return status(
                JobRow.of(JobView.of(wrong, Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty());
    }

    private static AutoscalerStatus status(JobRow row, Optional<ServedJob> served, Optional<TickReport> tick) {
        return new AutoscalerStatus(
                row.state(),
                row.mode(),
                new AutoscalerStatus.TaskManagers(row.taskManagers(), row.taskManagersRecommended()),
                row.forecastPeak().flatMap(peak -> row.forecastPeakAt().map(at -> new AutoscalerStatus.Peak(peak, at))),
                row.lagSeconds().map(Math::round),
                served.flatMap(job -> job.news().lastRescale()),
                served.flatMap(job -> job.news().model()),
                served.flatMap(job -> tick.map(report -> budget(job.config().planner(), report))),
                List.of(ready(row, served), measured(served, tick), forecasting(served, tick), acting(tick)));
    }

    private static AutoscalerStatus.Budget budget(PlannerSettings planner, TickReport report) {
        int rescales =
                planner.rules().rescalesPerDay() - report.state().history().count(Duration.ofDays(1), report.now());
        return new AutoscalerStatus.Budget(
                report.decision()
                        .basis()
                        .flatMap(Basis::budget)
                        .map(use -> use.allowedMinutes() - use.violatedMinutes()),
                Math.max(0, rescales));
    }

    private static AutoscalerStatus.Condition ready(JobRow row, Optional<ServedJob> served) {
        return switch (row.state()) {
            case JobRow.SERVED -> holds(AutoscalerStatus.Type.READY, "Served", "The job is looked at and decided on.");
            case JobRow.WAITING ->
                not(
                        AutoscalerStatus.Type.READY,
                        "Waiting",
                        sentence(served, Condition.WAITING, "Its first look is still to come."));
            case JobRow.OVERDUE ->
                not(
                        AutoscalerStatus.Type.READY,
                        "Overdue",
                        sentence(served, Condition.TICK_OVERDUE, "Its looks do not end."));
            default ->
                not(
                        AutoscalerStatus.Type.READY,
                        "Invalid",
                        (served.isPresent() ? "The job goes on as it was said before. " : "The job is not served. ")
                                + String.join("; ", row.problems()));
        };
    }

    private static AutoscalerStatus.Condition measured(Optional<ServedJob> served, Optional<TickReport> tick) {
        return tick.flatMap(report -> report.snapshot().metrics()).isPresent()
                ? holds(AutoscalerStatus.Type.MEASURED, "Measured", "Flink answers with what a decision needs.")
                : not(
                        AutoscalerStatus.Type.MEASURED,
                        "NotMeasured",
                        sentence(served, Condition.NO_DECISION, "There is no look yet."));
    }

    private static AutoscalerStatus.Condition forecasting(Optional<ServedJob> served, Optional<TickReport> tick) {
        Optional<String> without = sentence(served, Condition.NO_FORECAST);
        return tick.flatMap(TickReport::forecast).isPresent() && without.isEmpty()
                ? holds(AutoscalerStatus.Type.FORECASTING, "Forecasting", "Decisions go by a forecast.")
                : not(AutoscalerStatus.Type.FORECASTING, "NoForecast", without.orElse("There is no forecast yet."));
    }

    private static AutoscalerStatus.Condition acting(Optional<TickReport> tick) {
        Optional<TargetSnapshot> target = tick.flatMap(TickReport::target);
        Optional<Cause> withheld = target.flatMap(TargetSnapshot::whyRecommended);
        if (withheld.isPresent()) {
            return not(
                    AutoscalerStatus.Type.ACTING,
                    camel(withheld.get().id()),
                    withheld.get().sentence());
        }
        Optional<Cause> held = tick.flatMap(TickReport::held);
        if (held.isPresent()) {
            return not(
                    AutoscalerStatus.Type.ACTING,
                    camel(held.get().id()),
                    "Left as it is: " + held.get().sentence() + ".");
        }
        if (target.filter(seen -> seen.mode() == Mode.AUTO).isPresent()) {
            return asked(target.get().overrides());
        }
        return not(
                AutoscalerStatus.Type.ACTING,
                target.isPresent() ? "Mode" : "TargetUnread",
                target.map(seen -> "The mode is " + seen.mode().word() + ".").orElse("The target is not read yet."));
    }

    /** What is done where people ask for something. */
    private static AutoscalerStatus.Condition asked(Overrides people) {
        if (people.pinned().isPresent()) {
            return holds(
                    AutoscalerStatus.Type.ACTING,
                    "Pinned",
                    "A size of " + Counted.of(people.pinned().getAsInt(), "TaskManager")
                            + " is asked for, whatever the load.");
        }
        if (people.pausedUp() && people.pausedDown()) {
            return not(AutoscalerStatus.Type.ACTING, "Paused", "Nothing is scaled until the pause is over.");
        }
        if (people.pausedUp() || people.pausedDown()) {
            return holds(
                    AutoscalerStatus.Type.ACTING,
                    people.pausedUp() ? "PausedOut" : "PausedIn",
                    "Nothing is scaled " + (people.pausedUp() ? "out" : "in") + " until the pause is over.");
        }
        return holds(AutoscalerStatus.Type.ACTING, "Auto", "What is decided is carried out.");
    }

    private static AutoscalerStatus.Condition holds(AutoscalerStatus.Type type, String reason, String message) {
        return new AutoscalerStatus.Condition(type, true, reason, message);
    }

    private static AutoscalerStatus.Condition not(AutoscalerStatus.Type type, String reason, String message) {
        return new AutoscalerStatus.Condition(type, false, reason, message);
    }

    private static String sentence(Optional<ServedJob> served, String condition, String otherwise) {
        return sentence(served, condition).orElse(otherwise);
    }

    private static Optional<String> sentence(Optional<ServedJob> served, String condition) {
        return served.stream()
                .flatMap(job -> job.front().conditions().all().stream())
                .filter(one -> one.id().equals(condition))
                .map(Condition::sentence)
                .findFirst();
    }

    /** {@code used-up-quota} as {@code UsedUpQuota}. */
    private static String camel(String id) {
        StringBuilder camel = new StringBuilder();
        for (String part : id.split("-", -1)) {
            camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return camel.toString();
    }
}
