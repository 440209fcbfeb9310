package io.foretide.scaler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The modules' arrows, and the purity of the core. */
@AnalyzeClasses(packages = "io.foretide", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "io.foretide.telemetry", "io.foretide.series", "io.foretide.forecast", "io.foretide.planner.."
    };
    private static final String[] TRAINING = {"io.foretide.training..", "io.foretide.models.."};

    @ArchTest
    static final ArchRule nothingImportsTheScaler = noClasses()
            .that()
            .resideOutsideOfPackage("io.foretide.scaler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.foretide.scaler..");

    @ArchTest
    static final ArchRule theFeatureStoreImportsOnlyDatasets = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.foretide.telemetry..", "io.foretide.series..", "io.foretide.forecast..", "io.foretide.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.foretide.training..",
                    "io.foretide.models..",
                    "io.foretide.inference..",
                    "io.foretide.planner..");

    @ArchTest
    static final ArchRule thePlannerImportsOnlyTheFeatureStore = noClasses()
            .that()
            .resideInAPackage("io.foretide.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.foretide.training..",
                    "io.foretide.models..",
                    "io.foretide.inference..",
                    "io.foretide.datasets..",
                    "io.foretide.store..");

    @ArchTest
    static final ArchRule trainingImportsNeitherInferenceNorPlanner = noClasses()
            .that()
            .resideInAnyPackage(TRAINING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.foretide.inference..", "io.foretide.planner..");

    @ArchTest
    static final ArchRule inferenceImportsNoPlanner = noClasses()
            .that()
            .resideInAPackage("io.foretide.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.foretide.planner..");

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
                    "com.fasterxml..",
                    "io.vertx..");

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
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule thePureCoreIsNotRandom = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(java.util.Random.class);

    @ArchTest
    static final ArchRule thePureCoreHasNoStaticMutableState = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PURE)
            .and()
            .areStatic()
            .should()
            .notHaveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true);
}
