package io.foretide.scaler.app.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.config.Place;
import io.foretide.config.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of one job, read. Immutable. */
final class JobReading {
    private final ObjectNode said;
    private final Values root;
    private final ForetideConfig config;

    /** @throws ConfigException listing every problem by key, value and what is allowed */
    JobReading(Origin origin, ObjectNode said) {
        this(origin, said, new JobSchema.OfFile());
    }

    /** @param schemas of the file */
    JobReading(Origin origin, ObjectNode said, JobSchema.OfFile schemas) {
        this.said = said;
        JobSchema job = schemas.of(said);
        ConfigReader.refuse(origin, job.schema().problems(said));
        List<String> problems = new ArrayList<>();
        this.root = new Values(job.keys().root(), Yaml.plain(said), new Place("", problems));
        Optional<ForetideConfig> bound = new ConfigBinding(job.keys(), root, origin).bind();
        ConfigReader.refuse(origin, problems);
        this.config = bound.orElseThrow();
    }

    /** As it stands in the file, with what the file says for all jobs. */
    ObjectNode said() {
        return said;
    }

    /** Its values, which know their defaults. */
    Values root() {
        return root;
    }

    ForetideConfig config() {
        return config;
    }
}
