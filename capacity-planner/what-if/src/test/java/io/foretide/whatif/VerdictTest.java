package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.planner.simulation.ScaleUps;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.text.Rounded;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final int MOST = 20;

    private static SimulationReport report(
            String policy, double slotHours, long violations, int late, long lateViolations) {
        return new SimulationReport(
                policy,
                10_000,
                slotHours,
                violations,
                20,
                2.88,
                600,
                0,
                0,
                new ScaleUps(
                        10,
                        10 - late,
                        OptionalDouble.of(1),
                        lateViolations,
                        late == 0 ? OptionalInt.empty() : OptionalInt.of(6),
                        800),
                List.of());
    }

    private static Verdict verdict(
            double slotHours,
            long violations,
            int late,
            long lateViolations,
            long staticViolations,
            int size,
            double mean) {
        return Verdict.of(
                report("predictive", slotHours, violations, late, lateViolations),
                report("static-peak", 1000, staticViolations, 0, 0),
                size,
                MOST,
                mean);
    }

    @ParameterizedTest(name = "{0}: {1} of 1000 slot-hours, {2} violated, {4} late")
    @CsvSource({
        // kind, slot-hours, violated minutes, late scale-ups, their violated minutes, static-peak's, its TaskManagers,
        // mean / peak
        "autoscale,         600,  3,  2,  3,   0, 10, 0.4",
        "autoscale,         950,  0,  0,  0,   0, 10, 0.4",
        // a load that has grown out of the past: no saving, but the objective
        "autoscale,        1100,  5,  2,  3, 300, 10, 0.4",
        "stay-static,       951,  0,  0,  0,   0, 10, 0.9",
        "stay-static,      1100,  0,  0,  0,   0, 10, 0.1",
        "stay-static,       970, 40,  0,  0,   0, 10, 0.4",
        "stay-static,      1100,  0,  0,  0,   5, 10, 0.1",
        "too-small,         900,  0,  0,  0,   0,  1, 0.4",
        "too-small,         600,  0,  0,  0,   0,  2, 0.4",
        "unannounced-jumps, 600, 40,  8, 30,   0, 10, 0.4",
        "unannounced-jumps, 600, 40,  8, 20,  40, 10, 0.4",
        "objective-missed,  600, 40,  8, 19,   0, 10, 0.4",
        "objective-missed,  980, 40,  0,  0,  90, 10, 0.4",
        "out-of-reach,      990, 40,  8, 30,  40, 20, 0.4",
        "autoscale,         990,  3,  0,  0,  40, 20, 0.4",
        // two were not enough
        "autoscale,         990,  0,  0,  0, 300,  2, 0.4"
    })
    void saysWhatToDo(
            String kind,
            double slotHours,
            long violations,
            int late,
            long lateViolations,
            long staticViolations,
            int size,
            double mean) {
        Verdict verdict = verdict(slotHours, violations, late, lateViolations, staticViolations, size, mean);
        assertThat(verdict.kind().id()).isEqualTo(kind);
        assertThat(verdict.savedShare()).isEqualTo(Rounded.to(1 - slotHours / 1000, 6));
        assertThat(verdict.text()).endsWith(".").hasSizeLessThan(320);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, static-p99", "0, 20, static-peak", "30, 20, static-p99"})
    void isMeasuredAgainstTheCheapestSizeThatViolatesAsLittle(long ours, long smaller, String against) {
        assertThat(Verdict.alike(
                                report("predictive", 600, ours, 0, 0),
                                report("static-peak", 1000, 0, 0, 0),
                                report("static-p99", 700, smaller, 0, 0))
                        .policy())
                .isEqualTo(against);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        600  | 3  | 2 | 3  | 10 | 0.4 | Autoscale: predictive saves 40.0 % of the slot-hours of static-peak and violates 0.030 % of the minutes (static-peak: 0.000 %), with 2.9 rescales a day.
        980  | 0  | 0 | 0  | 10 | 0.9 | Stay static: predictive saves 2.0 % of the slot-hours of static-peak. The load is steady, in the mean 90 % of its peak.
        1100 | 0  | 0 | 0  | 10 | 0.1 | Stay static: predictive takes 10.0 % more slot-hours than static-peak. Its peaks are too short or too irregular for a rescale to pay.
        990  | 0  | 0 | 0  | 1  | 0.4 | Too small for it: one TaskManager is always enough, and there is no smaller size.
        600  | 0  | 0 | 0  | 2  | 0.4 | Too small for it: 2 TaskManagers are always enough, so one at most can be saved; predictive saves 40.0 % of the slot-hours of static-peak.
        600  | 40 | 8 | 30 | 10 | 0.4 | Nothing announces this load's jumps: predictive saves 40.0 % of the slot-hours of static-peak, but 8 of 10 scale-ups came after the load, and 75 % of its 40 violated minutes (0.400 % of all) lie there. A floor of 6 TaskManagers carries nine of ten of these jumps, for 80 % of static-peak's slot-hours.
        600  | 40 | 0 | 0  | 10 | 0.4 | Autoscale only with more headroom: predictive saves 40.0 % of the slot-hours of static-peak but violates 0.400 % of the minutes (static-peak: 0.000 %); a higher slo-share asks for more.
        """)
    void saysItInASentenceOrTwo(
            double slotHours, long violations, int late, long lateViolations, int size, double mean, String text) {
        assertThat(verdict(slotHours, violations, late, lateViolations, 0, size, mean)
                        .text())
                .isEqualTo(text);
    }
}
