package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Fence;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.telemetry.JobTopology;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A target elsewhere than on Kubernetes, of which people ask in the {@code PredictiveAutoscaler} of the job. Thread-safe. */
final class AskedTarget implements ScalingTarget, Fenced {
    private final ScalingTarget target;
    private final AskingObject asking;
    private final EpochFence fence;
    private final Clock clock;

    AskedTarget(ScalingTarget target, AskingObject asking, Clock clock) {
        this.target = target;
        this.asking = asking;
        this.fence = new EpochFence(asking);
        this.clock = clock;
    }

    @Override
    public TargetSnapshot read() throws IOException {
        var object = asking.get();
        Optional<Cause> fenced = fence.fenced(AskingObject.epoch(object));
        TargetSnapshot seen = target.read();
        Asked asked = Asked.in(Map.of()).under(AskingObject.asked(object));
        ManualOverrides manual = ManualOverrides.of(asked, seen.mode(), clock.instant());
        Optional<Cause> other = seen.whyRecommended().filter(why -> !(why instanceof ControlCause.ByMode));
        return new TargetSnapshot(
                seen.taskManagers(),
                manual.mode().whyRecommended().or(() -> other),
                fenced.map(Overrides::holding).orElseGet(() -> both(manual.overrides(), seen.overrides())),
                seen.pods(),
                seen.obstacle(),
                seen.changedBy(),
                seen.version(),
                seen.shape());
    }

    /** What people ask for, within what the target can do. */
    private static Overrides both(Overrides people, Overrides target) {
        OptionalInt most = least(people.max(), target.max());
        OptionalInt fewest = most(people.min(), target.min());
        boolean isPossible = most.isEmpty() || fewest.isEmpty() || fewest.getAsInt() <= most.getAsInt();
        return new Overrides(
                people.hold().or(target::hold),
                people.pausedUp() || target.pausedUp(),
                people.pausedDown() || target.pausedDown(),
                people.pinned(),
                isPossible ? fewest : most,
                most,
                people.reclaimed().or(target::reclaimed),
                most.equals(target.max()) ? target.limit() : Optional.empty());
    }

    private static OptionalInt least(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent()
                ? OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()))
                : one.isPresent() ? one : other;
    }

    private static OptionalInt most(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent()
                ? OptionalInt.of(Math.max(one.getAsInt(), other.getAsInt()))
                : one.isPresent() ? one : other;
    }

    @Override
    public boolean isPretended() {
        return target.isPretended();
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
        return scaleTo(taskManagers, JobTopology.PLAIN, seen);
    }

    @Override
    public Answer scaleTo(int taskManagers, JobTopology shape, TargetSnapshot seen) {
        try {
            Optional<Cause> forbidden = asking.forbids(fence.epoch());
            return forbidden.isPresent() ? new Refused(forbidden.get()) : target.scaleTo(taskManagers, shape, seen);
        } catch (IOException e) {
            return new Failed(new ControlCause.RequestFailed(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public boolean hasFence() {
        return true;
    }

    @Override
    public void claim(String token, Fence.Proof leads) throws IOException {
        fence.claim(token, leads);
    }

    @Override
    public Map<String, Integer> kept() {
        return target.kept();
    }

    @Override
    public void keep(Map<String, Integer> parallelism) {
        target.keep(parallelism);
    }

    @Override
    public Map<String, Integer> apart() {
        return target.apart();
    }

    @Override
    public void keepApart(Map<String, Integer> parallelism) {
        target.keepApart(parallelism);
    }

    @Override
    public void tell(TickReport report) {
        target.tell(report);
    }

    @Override
    public void warn(String sentence) {
        target.warn(sentence);
    }
}
