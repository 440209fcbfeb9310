package io.foretide.scaler.cli;

import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
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
        DoctorReport report = report();
        System.out.print(output.format() == OutputFormat.table ? report.table() : report.json());
        return report.exitCode().code();
    }

    /** Of a fleet's file that looks for objects, unless a job is named: what all of them need. */
    private DoctorReport report() {
        if (config.job().isEmpty()) {
            FleetConfig fleet = ConfigReader.fleet(config.file());
            if (fleet.objects().isPresent()) {
                return new Doctor().examine(fleet.objects().get(), fleet.http(), fleet.data());
            }
        }
        return new Doctor().examine(config.read(), config.file());
    }
}
