package io.foretide.scaler.app.demo;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import io.foretide.inference.Schedule;
import io.foretide.inference.ServedModel;
import io.foretide.inference.ServingModels;
import io.foretide.inference.Workers;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.scaler.app.Front;
import io.foretide.scaler.app.HttpServerRunner;
import io.foretide.scaler.app.JobLine;
import io.foretide.scaler.app.JobParts;
import io.foretide.scaler.app.JobRoutes;
import io.foretide.scaler.app.JobSchedule;
import io.foretide.scaler.app.Shared;
import io.foretide.scaler.app.Wiring;
import io.foretide.scaler.app.web.DashboardEvent;
import io.foretide.scaler.app.web.DashboardFeed;
import io.foretide.scaler.app.web.ReportPage;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.series.Minutes;
import io.foretide.store.DataFolder;
import io.foretide.store.FolderLock;
import io.foretide.telemetry.JobId;
import io.foretide.text.Durations;
import io.foretide.text.OutputFile;
import io.foretide.training.FlightsHistory;
import io.foretide.training.registry.TrainedModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The main job on real parts: the flights of a day are replayed into Kafka, a Flink job in Reactive Mode processes them,
 * and Foretide sizes it with real TaskManager processes.
 */
public final class Demo {
    private static final JobId JOB = new JobId("flights");
    /** Time to fill the store and to make the first forecast while the replay connects. */
    private static final Duration PREPARATION = Duration.ofSeconds(12);

    private static final int PORTS_TO_TRY = 20;

    private final DemoSettings settings;
    private final PrintStream messages;

    /** @param messages for people, not for results */
    public Demo(DemoSettings settings, PrintStream messages) {
        this.settings = settings;
        this.messages = messages;
    }

    /** Runs to the end of the duration. Interrupting the thread ends it early and leaves no process. */
    public DemoResult run() throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.take(settings.work())) {
            Trace trace = FlightsDataset.load();
            settings.check(trace);
            TrainedModel model = new ModelChoice(work.models(), messages).before(trace, settings.from());
            messages.println("Model " + model.card().version() + ", trained on data before "
                    + model.card().provenance().data().to());
            return run(new FlightsPast(trace), model, work);
        }
    }

    /** On a machine that is too slow for the speed, once more at a lower one. */
    private DemoResult run(FlightsPast history, TrainedModel model, WorkFolder work)
            throws IOException, InterruptedException {
        messages.println("Starting Kafka and Flink ...");
        double slower;
        work.clear();
        try (Opened opened = new Opened()) {
            int first = firstSize(settings.planner(), history.load(settings.from()));
            DemoJob job = DemoJob.start(settings, JOB, first, opened);
            OptionalDouble fitting = settings.slowerFor(job.start());
            if (fitting.isEmpty()) {
                return run(job, history, model, opened);
            }
            slower = fitting.getAsDouble();
            messages.printf(
                    Locale.ROOT,
                    "TaskManagers take %d s to start here, too long for %.0fx: replaying at %.0fx%n",
                    job.start().toSeconds(),
                    settings.speed(),
                    slower);
        }
        return new Demo(settings.at(slower), messages).run(history, model, work);
    }

    private DemoResult run(DemoJob job, FlightsPast history, TrainedModel model, Opened opened)
            throws IOException, InterruptedException {
        Instant realStart = Instant.now().plus(PREPARATION);
        job.cluster().replayFrom(realStart);
        RecordedRun recorded = new RecordedRun(settings.planner().slotsPerTaskManager());
        DemoConsole console = new DemoConsole(messages);
        JobParts parts = new JobParts(
                Front.of(JOB),
                new JobParts.Telemetry(job.metrics(), job.progress(), history.signals()),
                JobParts.Scaling.of(job.target()),
                settings.planner(),
                ServingModels.fixed(
                        new ServedModel(model.card().version(), Optional.empty(), model.serving()),
                        FlightsHistory.ZONE),
                new JobParts.Listeners(List.of(recorded, console::tick), List.of(console::outcome)));
        ScaledClock clock = new ScaledClock(Clock.systemUTC(), realStart, settings.from(), settings.speed());
        opened.keep(FolderLock.take(new DataFolder(settings.work())));
        Shared shared = Shared.open(new DataFolder(settings.work()), clock, opened);
        shared.store().appendAll(JOB, history.rows(settings.historyFrom(), settings.from()));
        runLine(parts, shared, job.cluster(), realStart);
        DemoResult result = new DemoSummary(settings, recorded, shared.decisions(), JOB)
                .result(history.peak(settings.historyFrom(), settings.from()));
        writeReport(parts.front().feed(), result);
        return result;
    }

    /** Runs the line to the end of the duration, and tells what is known of its rescales by then. */
    private void runLine(JobParts parts, Shared shared, DemoCluster cluster, Instant realStart)
            throws IOException, InterruptedException {
        try (Opened running = new Opened()) {
            JobLine line = Wiring.line(parts, shared, running);
            line.forecastAsOf(settings.from().minus(Minutes.STEP));
            announce(parts.front().feed());
            Schedule schedule = running.keep(new Schedule(running.keep(new Workers())));
            page(new JobRoutes(line, shared, FlightsHistory.ZONE, Optional.empty()))
                    .ifPresent(running::keep);
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), realStart).toMillis()));
            JobSchedule.of(Minutes.STEP, Minutes.STEP).start(line, schedule, shared.clock());
            awaitEnd(cluster, realStart.plus(settings.duration()));
        }
    }

    private static void awaitEnd(DemoCluster cluster, Instant end) throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            cluster.checkReplay(end.minusSeconds(2));
            Thread.sleep(200);
        }
    }

    private int firstSize(PlannerSettings planner, double load) {
        double perTaskManager = DemoSettings.RECORDS_PER_SECOND_PER_SLOT
                * planner.slotsPerTaskManager()
                * DemoSettings.FIRST_UTILIZATION;
        return (int) Math.max(1, Math.min(planner.maxTaskManagers(), Math.ceil(load / perTaskManager)));
    }

    private Optional<HttpServerRunner> page(JobRoutes routes) throws IOException, InterruptedException {
        if (settings.headless()) {
            return Optional.empty();
        }
        HttpServerRunner server = HttpServerRunner.listen("127.0.0.1", settings.port(), PORTS_TO_TRY, routes::router);
        if (server.port() != settings.port() && settings.port() != 0) {
            messages.println("Port " + settings.port() + " is in use; taking " + server.port() + " instead.");
        }
        messages.println("Watch it: http://127.0.0.1:" + server.port() + "/");
        return Optional.of(server);
    }

    private void announce(DashboardFeed feed) {
        PlannerSettings planner = settings.planner();
        feed.publish(new DashboardEvent.Job(
                JOB.value(),
                "Position reports of US flights, " + settings.from().toString().substring(0, 10),
                planner.slotsPerTaskManager(),
                planner.objective().measure().word(),
                Durations.seconds(planner.sloLag()),
                planner.headroom(),
                settings.speed(),
                settings.from(),
                Optional.of(settings.to())));
        messages.printf(
                Locale.ROOT,
                "Replaying %s to %s at %.0fx: one real second is %.1f trace minutes; %d s to go%n",
                settings.from(),
                settings.to(),
                settings.speed(),
                settings.speed() / 60,
                settings.duration().toSeconds());
    }

    private void writeReport(DashboardFeed feed, DemoResult result) {
        if (settings.report().isEmpty()) {
            return;
        }
        List<ReportPage.Row> rows = result.policies().stream()
                .map(policy -> new ReportPage.Row(
                        policy.name(),
                        policy.slotMinutes(),
                        policy.violationMinutes(),
                        policy.worstLagSeconds(),
                        policy.rescales(),
                        policy.how()))
                .toList();
        Path file = settings.report().get();
        try {
            new OutputFile(file).write(ReportPage.render(feed.replay(), rows));
            messages.println("Report: " + file);
        } catch (IOException e) {
            messages.println("The report: " + e.getMessage());
        }
    }
}
