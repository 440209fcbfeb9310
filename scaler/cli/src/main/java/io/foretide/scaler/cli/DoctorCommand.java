package io.foretide.scaler.cli;

import io.foretide.scaler.app.doctor.Doctor;
import io.foretide.scaler.app.doctor.DoctorReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretide doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what foretide serve needs: Flink and its configuration, the rights and the object on Kubernetes, the store,"
                    + " the model, the port. Says how to mend what is not as it should be, and changes nothing.",
            "Ends with 0 if nothing is in the way, 3 if something is, 4 if something needed does not answer."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Logging.warningsOnly();
        DoctorReport report = new Doctor().examine(config.read(), config.file());
        System.out.print(output.format() == OutputFormat.table ? report.table() : report.json());
        return report.exitCode().code();
    }
}
