package io.foretide.scaler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The rooms' arrows, as the drawing of CONTRIBUTING.md has them, and the purity of the core. */
@AnalyzeClasses(
        packages = "io.foretide",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The helpers of other rooms' tests, which are jars once they are packaged. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] PURE = {
        "io.foretide.telemetry", "io.foretide.series", "io.foretide.forecast", "io.foretide.planner.."
    };

    @ArchTest
    static final ArchRule everyRoomImportsOnlyWhatStandsBelowIt = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.foretide..")
            .layer("datasets")
            .definedBy("io.foretide.datasets..")
            .layer("feature-store")
            .definedBy(
                    "io.foretide.telemetry..",
                    "io.foretide.series..",
                    "io.foretide.forecast..",
                    "io.foretide.store..",
                    "io.foretide.process..",
                    "io.foretide.config..",
                    "io.foretide.text..")
            .layer("model-training")
            .definedBy("io.foretide.training..", "io.foretide.models..")
            .layer("inference-service")
            .definedBy("io.foretide.inference..")
            .layer("capacity-planner")
            .definedBy("io.foretide.planner..")
            .layer("what-if")
            .definedBy("io.foretide.whatif..")
            .layer("retraining")
            .definedBy("io.foretide.retraining..")
            .layer("control")
            .definedBy("io.foretide.scaler.control..")
            .layer("pieces")
            .definedBy("io.foretide.scaler.pieces..")
            .layer("kubernetes")
            .definedBy("io.foretide.scaler.kubernetes..")
            .layer("local")
            .definedBy("io.foretide.scaler.local..")
            .layer("app")
            .definedBy("io.foretide.scaler.app..")
            .layer("cli")
            .definedBy("io.foretide.scaler.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("local")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("kubernetes")
            .mayOnlyBeAccessedByLayers("app", "cli")
            .whereLayer("pieces")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("control")
            .mayOnlyBeAccessedByLayers("pieces", "kubernetes", "local", "app", "cli")
            .whereLayer("retraining")
            .mayOnlyBeAccessedByLayers("pieces", "app", "cli")
            .whereLayer("what-if")
            .mayOnlyBeAccessedByLayers("retraining", "pieces", "app", "cli")
            .whereLayer("inference-service")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("capacity-planner")
            .mayOnlyBeAccessedByLayers(
                    "what-if", "retraining", "control", "pieces", "kubernetes", "local", "app", "cli")
            .whereLayer("model-training")
            .mayOnlyBeAccessedByLayers("inference-service", "what-if", "retraining", "pieces", "app", "cli")
            .whereLayer("datasets")
            .mayOnlyBeAccessedByLayers("feature-store", "model-training", "retraining", "app", "cli")
            .because("a room knows what it is made of, not who uses it");

    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching("io.foretide.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package of a cycle can neither be read nor moved alone");

    @ArchTest
    static final ArchRule onlyTheKubernetesRoomSpeaksToKubernetes = noClasses()
            .that()
            .resideOutsideOfPackage("io.foretide.scaler.kubernetes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .because("one room translates the API's failures and knows its objects");

    @ArchTest
    static final ArchRule theApisFailuresLeaveByOneDoor = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.foretide.scaler.kubernetes.Api")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClientException")
            .because("a failure says in one line what was asked and why not, and is an expected outcome");

    @ArchTest
    static final ArchRule thePlannerReadsNoTraceAndNoStore = noClasses()
            .that()
            .resideInAPackage("io.foretide.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.foretide.datasets..", "io.foretide.store..")
            .because("the decision is a function of what it is given");

    @ArchTest
    static final ArchRule thePureCoreHasNoInputOutputNoLoggerAndNoThreads = noClasses()
            .that()
            .resideInAnyPackage("io.foretide.series", "io.foretide.forecast", "io.foretide.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "java.util.logging..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..", // its annotations only say how a value is written
                    "io.vertx..")
            .because("the same arguments have to give the same answer, in service and in simulation");

    @ArchTest
    static final ArchRule thePureCoreHasNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .because("now is an argument");

    @ArchTest
    static final ArchRule thePureCoreIsNotRandom = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(java.util.Random.class)
            .because("randomness comes with a seed, from outside");

    @ArchTest
    static final ArchRule thePureCoreHasNoStaticMutableState = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PURE)
            .and()
            .areStatic()
            .should()
            .notHaveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true)
            .because("thousands of jobs are decided at once");
}
