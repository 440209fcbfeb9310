package io.foretide.scaler.app.fleet;

import io.foretide.scaler.app.web.Health;
import java.util.List;

/** Whether a service can be relied on, of how its jobs are: what ails a few of many is theirs, and no other process mends it. */
final class FleetHealth {
    private FleetHealth() {}

    /** Live while a job is, ready while half of them are; before any is served, both. */
    static Health of(Fleet fleet) {
        List<Health> jobs = fleet.members().stream()
                .flatMap(member -> member.served().flatMap(ServedJob::service).stream())
                .map(service -> service.health())
                .toList();
        long ready = jobs.stream().filter(Health::ready).count();
        return new Health(
                jobs.isEmpty() || jobs.stream().anyMatch(Health::live),
                2 * ready >= jobs.size(),
                jobs.stream()
                        .flatMap(job -> job.withoutFreshForecast().stream())
                        .toList());
    }
}
