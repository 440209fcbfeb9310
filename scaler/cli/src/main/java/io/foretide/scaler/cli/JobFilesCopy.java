package io.foretide.scaler.cli;

import io.foretide.retraining.tuning.KeptTuning;
import io.foretide.scaler.app.UserError;
import io.foretide.scaler.cli.StoreCopyCommand.Copied;
import io.foretide.store.JobContents;
import io.foretide.store.SharedContent;
import io.foretide.telemetry.JobId;
import io.foretide.training.Checksums;
import io.foretide.training.registry.ModelAliases;
import io.foretide.training.registry.ModelRefusedException;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a store keeps of jobs beside its tables, models and tuned settings, moves with them. */
final class JobFilesCopy {
    private final boolean keepDifferent;
    private final PrintStream messages;

    /** One side of a copy. */
    interface Side {
        ModelRegistry registry(JobId job);

        JobContents contents(JobId job);
    }

    /** @param messages for people */
    JobFilesCopy(boolean keepDifferent, PrintStream messages) {
        this.keepDifferent = keepDifferent;
        this.messages = messages;
    }

    /** Copies those of some jobs, and compares both. */
    List<Copied> copy(List<JobId> jobs, Side from, Side to) throws IOException {
        Tally models = new Tally("models");
        Tally tuning = new Tally("tuning");
        for (JobId job : jobs) {
            models(from.registry(job), to.registry(job), models);
            tuning(from.contents(job).content(KeptTuning.NAME), to.contents(job).content(KeptTuning.NAME), tuning);
        }
        return List.of(models.copied(), tuning.copied());
    }

    private void models(ModelRegistry from, ModelRegistry to, Tally tally) {
        List<String> versions = from.oldestFirst();
        if (versions.isEmpty()) {
            return;
        }
        tally.jobs++;
        boolean isNew = to.aliases().equals(ModelAliases.NONE);
        for (String version : versions) {
            try {
                boolean copied = to.copy(from, version);
                tally.add(from.card(version).toString(), to.card(version).toString(), copied);
            } catch (ModelRefusedException e) {
                messages.println("note: model " + version + " is not copied: " + e.getMessage());
            }
        }
        if (isNew) {
            to.copyAliases(from);
        } else if (!to.aliases().equals(from.aliases())) {
            messages.println("note: who is champion stays as it is in " + to.name());
        }
    }

    private void tuning(SharedContent from, SharedContent to, Tally tally) throws IOException {
        Optional<byte[]> tuned = from.read();
        if (tuned.isEmpty()) {
            return;
        }
        tally.jobs++;
        Optional<byte[]> there = to.read();
        if (there.isPresent() && !Arrays.equals(there.get(), tuned.get())) {
            if (!keepDifferent) {
                throw UserError.failed(to.name() + " has other settings than " + from.name()
                        + ": they are not copied\nMaybe leave such as they are there: --keep-different");
            }
            tally.different++;
        }
        if (there.isEmpty()) {
            to.change(nothing -> tuned.get());
        }
        tally.add(text(tuned.get()), text(to.read().orElseThrow()), there.isEmpty());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** What was copied of one kind. */
    private static final class Tally {
        private final String name;
        private final SortedSet<String> source = new TreeSet<>();
        private final SortedSet<String> target = new TreeSet<>();
        private int jobs;
        private int rows;
        private int copied;
        private int different;

        Tally(String name) {
            this.name = name;
        }

        void add(String from, String to, boolean isCopied) {
            rows++;
            copied += isCopied ? 1 : 0;
            source.add(from);
            target.add(to);
        }

        Copied copied() {
            return new Copied(name, jobs, rows, copied, different, checksum(source), checksum(target));
        }

        private static String checksum(SortedSet<String> rows) {
            return HexFormat.of()
                    .formatHex(Checksums.sha256().digest(String.join("\n", rows).getBytes(StandardCharsets.UTF_8)));
        }
    }
}
