package io.foretide.scaler.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.scaler.control.replicas.ReplicaSettings;
import io.foretide.scaler.control.targets.DryRun;
import io.foretide.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FleetFileTest {
    private static final String FLINK = "flink: {rest: 'http://127.0.0.1:8081'}\n";
    private static final String SCALED = FLINK + "target: {type: kubernetes-deployment, namespace: shop, name: ";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() throws IOException {
        file = folder.resolve("fleet.yaml");
        Files.createDirectory(folder.resolve("jobs.d"));
    }

    private FleetConfig read(String fleet) throws IOException {
        return ConfigReader.fleet(Files.writeString(file, "data: " + folder.resolve("data") + "\n" + fleet));
    }

    private FleetConfig folder(String more) throws IOException {
        return read("jobs: {from: jobs.d/}\n" + more);
    }

    private void job(String name, String text) throws IOException {
        Files.writeString(folder.resolve("jobs.d").resolve(name), text);
    }

    private static List<String> names(FleetConfig fleet) {
        return fleet.jobs().stream().map(FleetConfig.Job::name).toList();
    }

    private static ForetideConfig config(FleetConfig fleet, int job) {
        return fleet.jobs().get(job).config().orElseThrow();
    }

    @Test
    void whoeverSharesAStoreSharesItsJobsUnderANameOfItsOwn() throws IOException {
        String store = "store: jdbc:postgresql://db/foretide\njobs: []\n";
        ReplicaSettings said = read(store + "fleet: {replica: east-1, lease: 30 s}\n")
                .replica()
                .orElseThrow();
        assertThat(said).isEqualTo(new ReplicaSettings("east-1", Duration.ofSeconds(30)));
        ReplicaSettings unsaid = read(store).replica().orElseThrow();
        assertThat(unsaid.name()).isNotBlank();
        assertThat(unsaid.lease()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void filesOfThisMachineAreOneProcesss() throws IOException {
        assertThat(read("jobs: []\n").replica()).isEmpty();
        assertThatThrownBy(() -> read("jobs: []\nfleet: {replica: east-1}\n"))
                .hasMessageContaining("fleet.replica: takes a store that replicas can share"
                        + "\nMaybe set store: jdbc:postgresql://HOST/DATABASE");
    }

    @Test
    void jobsOfAListHaveWhatIsSaidForAllAndWhatTheySayThemselves() throws IOException {
        FleetConfig fleet = read("""
                fleet: {maxSlots: 40, rescalesAtOnce: 3}
                http: {port: 9000}
                defaults:
                  flink: {rest: 'http://127.0.0.1:8081'}
                  target: {type: dry-run, taskManagers: 3}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs:
                  - {job: orders, flink: {job: orders}, planner: {maxTaskManagers: 4}, priority: 80}
                  - {job: clicks, target: {type: kubernetes-deployment, name: clicks, namespace: shop}}
                """);
        assertThat(names(fleet)).containsExactly("orders", "clicks");
        assertThat(fleet.limits().maxSlots()).hasValue(40);
        assertThat(fleet.limits().rescalesAtOnce()).hasValue(3);
        ForetideConfig orders = config(fleet, 0);
        assertThat(orders.priority()).isEqualTo(80);
        assertThat(orders.flink().job()).hasValue("orders");
        assertThat(orders.planner().maxTaskManagers()).isEqualTo(4);
        assertThat(orders.planner().slotsPerTaskManager()).isEqualTo(2);
        assertThat(orders.target()).isInstanceOf(DryRun.class);
        assertThat(orders.http().port()).isEqualTo(9000);
        assertThat(config(fleet, 1).priority()).isEqualTo(50);
        assertThat(config(fleet, 1).target().scaled()).hasValue("Deployment shop/clicks");
    }

    @Test
    void aStoreIsSaidOnceForAllJobs() throws IOException {
        StoreAddress store = new StoreAddress.Postgres("jdbc:postgresql://db/fleet");
        job("orders.yaml", "job: orders\n" + SCALED + "orders}\n");
        FleetConfig fleet = folder("store: jdbc:postgresql://db/fleet\n");
        assertThat(fleet.store()).isEqualTo(store);
        assertThat(config(fleet, 0).store()).isEqualTo(store);
        assertThat(folder("").hasSameService(fleet)).isFalse();
        job("orders.yaml", "job: orders\nstore: jdbc:postgresql://db/own\n" + SCALED + "orders}\n");
        assertThat(folder("").jobs().get(0).problems())
                .containsExactly("store: is said once, in the fleet's file, for all jobs");
    }

    @Test
    void aStoreThatIsNoneIsOneProblem() {
        assertThatThrownBy(() -> folder("store: data/features.db\n"))
                .hasMessageContaining("store data/features.db: must be jdbc:postgresql://host:5432/database");
        assertThatThrownBy(() -> folder("store: jdbc:postgresql://me:hunter2@db/fleet\n"))
                .hasMessageContaining("store jdbc:postgresql://db/fleet: who reads it must not be in the address")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void eachJobHasAFolderOfItsOwnForWhatIsItsAlone() throws IOException {
        job("orders.yaml", "job: orders\n" + SCALED + "orders}\n");
        ForetideConfig orders = config(folder(""), 0);
        assertThat(orders.data()).isEqualTo(folder.resolve("data"));
        assertThat(orders.own()).isEqualTo(folder.resolve("data/jobs/orders"));
        assertThat(orders.registry()).isEqualTo(new RegistryPlace.Folder(folder.resolve("data/jobs/orders/models")));
        assertThat(orders.origin().options())
                .containsExactly("--config", file.toAbsolutePath().toString(), "--job", "orders");
    }

    @Test
    void aJobThatIsWrongIsNamedWithAllItsProblemsAndTheOthersAreServed() throws IOException {
        job("a.yaml", "job: orders\n" + SCALED + "orders}\n");
        job("b.yaml", "job: clicks\n" + SCALED + "clicks}\nplanner: {headroom: 7, cooldown: soon}\n");
        job("c.yml", "job: [\n");
        job("notes.txt", "no job");
        job(".d.yaml", "somebody else's");
        FleetConfig fleet = folder("");
        assertThat(names(fleet)).containsExactly("orders", "clicks", "c");
        assertThat(fleet.jobs().get(0).problems()).isEmpty();
        assertThat(fleet.jobs().get(1).config()).isEmpty();
        assertThat(fleet.jobs().get(1).problems())
                .anySatisfy(text -> assertThat(text).startsWith("planner.headroom 7: must be"))
                .anySatisfy(text -> assertThat(text).startsWith("planner.cooldown \"soon\": must be"));
        assertThat(fleet.jobs().get(2).problems()).singleElement().asString().startsWith("line 1: ");
    }

    @Test
    void theSecondJobOfANameIsLeftOutAndSaysWhere() throws IOException {
        job("a.yaml", "job: orders\n" + SCALED + "one}\n");
        job("b.yaml", "job: orders\n" + SCALED + "two}\n");
        FleetConfig fleet = folder("");
        assertThat(names(fleet)).containsExactly("orders");
        assertThat(config(fleet, 0).target().scaled()).hasValue("Deployment shop/one");
        assertThat(fleet.problems())
                .containsExactly("b.yaml: job orders: must have another name, a job before it has this one");
    }

    @Test
    void twoJobsCannotHaveOneTarget() throws IOException {
        job("a.yaml", "job: orders\n" + SCALED + "tm}\n");
        job("b.yaml", "job: clicks\n" + SCALED + "tm}\n");
        assertThat(folder("").jobs().get(1).problems())
                .containsExactly("target: Deployment shop/tm is that of job orders already: must be another one");
        job("a.yaml", "job: orders\n" + FLINK + "target: {type: rescale-api}\n");
        job("b.yaml", "job: clicks\n" + FLINK + "target: {type: rescale-api}\n");
        assertThat(folder("").jobs().get(1).problems())
                .singleElement()
                .asString()
                .contains("of job orders already");
    }

    @Test
    void whoeverHasATargetKeepsItAndWhoeverLosesItDoesNotGoOn() throws IOException {
        job("b.yaml", "job: clicks\n" + SCALED + "tm}\n");
        FleetConfig before = folder("");
        job("a.yaml", "job: orders\n" + SCALED + "tm}\n");
        FleetConfig after = ConfigReader.fleet(file, before.jobs());
        assertThat(after.jobs())
                .filteredOn(job -> job.config().isPresent())
                .extracting(FleetConfig.Job::name)
                .containsExactly("clicks");
        assertThat(ConfigReader.fleet(file, after.jobs()).jobs()).containsExactlyInAnyOrderElementsOf(after.jobs());
        assertThat(after.jobs())
                .filteredOn(job -> !job.mayGoOn())
                .extracting(FleetConfig.Job::name)
                .containsExactly("orders");
    }

    @Test
    void aFileThatCannotBeReadAnyMoreIsStillThatOfItsJob() throws IOException {
        job("x1.yaml", "job: clicks\n" + SCALED + "clicks}\n");
        FleetConfig before = folder("");
        job("x1.yaml", "job: [clicks\n");
        FleetConfig.Job broken = ConfigReader.fleet(file, before.jobs()).jobs().get(0);
        assertThat(broken.name()).isEqualTo("clicks");
        assertThat(broken.config()).isEmpty();
        assertThat(broken.mayGoOn()).isTrue();
        job("x1.yaml", "job: clicks!\n" + SCALED + "clicks}\n");
        assertThat(ConfigReader.fleet(file, before.jobs()).jobs().get(0).name()).isEqualTo("clicks");
    }

    @Test
    void whatIsOneForAllJobsIsNotSaidByAJob() throws IOException {
        job("a.yaml", "job: orders\nhttp: {port: 1}\n" + SCALED + "tm}\n");
        assertThat(folder("").jobs().get(0).problems())
                .containsExactly("http: is said once, in the fleet's file, for all jobs");
        assertThatThrownBy(() -> folder("defaults: {data: elsewhere}\n"))
                .hasMessageContaining("defaults.data: is said once, in the fleet's file, for all jobs");
    }

    @Test
    void noJobIsCalledLikeAFolderAbove() throws IOException {
        job("a.yaml", "job: ..\n" + SCALED + "tm}\n");
        assertThat(folder("").jobs().get(0).problems())
                .containsExactly("job \"..\": must have a letter or a digit, as a folder is named by it");
    }

    @Test
    void whatIsWrongWithTheWholeIsSaidAtOnce() {
        assertThatThrownBy(() -> read("jobs: {from: nowhere/}\n"))
                .hasMessageContaining("jobs.from nowhere/: must be a folder that can be read");
        assertThatThrownBy(() -> read("jobs: {of: jobs.d/}\n"))
                .hasMessageContaining("jobs: must be a list of jobs, or {from: FOLDER} with a file for each");
        assertThatThrownBy(() -> read("jobs: 3\n")).hasMessageContaining("jobs 3: must be a list of jobs");
        assertThatThrownBy(() -> read("jobs: []\nfleet: {maxSlots: 0}\nplanner: {}\n"))
                .hasMessageContaining("fleet.maxSlots 0: must be")
                .hasMessageContaining("planner: unknown key; allowed are data, defaults, fleet, http, jobs");
    }

    @Test
    void aCommandReadsTheJobThatItNames() throws IOException {
        job("a.yaml", "job: orders\n" + SCALED + "orders}\n");
        folder("");
        assertThat(ConfigReader.read(file).job().value()).isEqualTo("orders");
        job("b.yaml", "job: clicks\n" + SCALED + "clicks}\nplanner: {headroom: 7}\n");
        assertThat(ConfigReader.read(file, Optional.of("orders")).job().value()).isEqualTo("orders");
        assertThatThrownBy(() -> ConfigReader.read(file))
                .hasMessageContaining("the file has many jobs and one is needed: name it, --job");
        assertThatThrownBy(() -> ConfigReader.read(file, Optional.of("views")))
                .hasMessageContaining("job views: is not there; there are 2, such as orders");
        assertThatThrownBy(() -> ConfigReader.read(file, Optional.of("clicks")))
                .hasMessageContaining(file + ", job clicks has 1 problem")
                .hasMessageContaining("planner.headroom 7");
    }

    @Test
    void aFileOfOneJobHasThatJob() throws IOException {
        Files.writeString(file, "job: orders\n" + SCALED + "tm}\n");
        assertThat(ConfigReader.fleet(file).isFleet()).isFalse();
        assertThat(config(ConfigReader.fleet(file), 0).own()).isEqualTo(Path.of("foretide-data"));
        assertThat(ConfigReader.read(file, Optional.of("orders")).job().value()).isEqualTo("orders");
        assertThatThrownBy(() -> ConfigReader.read(file, Optional.of("clicks")))
                .hasMessageContaining("job clicks: is not there; there is orders");
    }

    @Test
    void whatSaysTheSameAsBeforeIsTheSame() throws IOException {
        job("a.yaml", "job: orders\n" + SCALED + "orders}\n");
        job("b.yaml", "job: clicks\n" + SCALED + "clicks}\n");
        FleetConfig before = folder("");
        job("b.yaml", "job: clicks\n" + SCALED + "clicks}\npriority: 3\n");
        FleetConfig after = ConfigReader.fleet(file, before.jobs());
        assertThat(after.jobs().get(0)).isSameAs(before.jobs().get(0));
        assertThat(after.jobs().get(1)).isNotEqualTo(before.jobs().get(1));
        assertThat(config(after, 1).priority()).isEqualTo(3);
    }

    @Test
    void aFleetShowsAThousandJobsInItsMetricsTheMostImportantFirst() throws IOException {
        String jobs = """
                jobs:
                  - {job: b, flink: {rest: 'http://127.0.0.1:1'}, target: {type: dry-run}}
                  - {job: a, flink: {rest: 'http://127.0.0.1:2'}, target: {type: dry-run}}
                  - {job: c, flink: {rest: 'http://127.0.0.1:3'}, target: {type: dry-run}, priority: 60}
                  - {job: 0, flink: none}
                """;
        assertThat(read(jobs).metricsOfJobs()).hasValue(1_000);
        assertThat(read("metrics: {jobs: 2}\n" + jobs).metricsOfJobs()).hasValue(2);
        assertThat(read(jobs).byPriority()).startsWith("c", "a", "b").hasSize(4);
    }

    @Test
    void objectsAreLookedForWhereTheServiceRunsOrInTheContextsThatAreSaid() throws IOException {
        assertThat(read("kubernetes: {autoscalers: {namespaces: [a]}}\njobs: []")
                        .objects()
                        .orElseThrow()
                        .clusters())
                .containsExactly(Optional.empty());
        assertThat(read("kubernetes: {autoscalers: {namespaces: [a], contexts: [east, west]}}\njobs: []")
                        .objects()
                        .orElseThrow()
                        .clusters())
                .containsExactly(Optional.of("east"), Optional.of("west"));
    }

    @Test
    @Timeout(60)
    void whatIsNoFileInTheFolderIsNamedAndNobodyWaitsForIt() throws Exception {
        job("orders.yaml", "job: orders\n" + FLINK + "target: {type: dry-run}\n");
        Path pipe = folder.resolve("jobs.d/pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.createDirectory(folder.resolve("jobs.d/sub.yml"));
        FleetConfig fleet = folder("");
        assertThat(names(fleet)).containsExactly("orders", "pipe", "sub");
        assertThat(fleet.jobs().get(0).config()).isPresent();
        assertThat(fleet.jobs().subList(1, 3))
                .allSatisfy(job -> assertThat(job.problems()).containsExactly("must be a file, and is something else"));
    }
}
