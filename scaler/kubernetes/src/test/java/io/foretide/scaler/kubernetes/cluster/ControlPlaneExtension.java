package io.foretide.scaler.kubernetes.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods a {@link ControlPlane}, one for all tests of the JVM, and a {@link TestNamespace} of their own. Without
 * the programs of a control plane the tests are skipped; where the environment says CI=true, they fail.
 */
public final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace STORE = Namespace.create(ControlPlaneExtension.class);
    private static final Path LOGS = Path.of("target", "control-plane");

    private final Map<String, String> environment = System.getenv();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean wanted = "true".equals(environment.get("CI"));
        return wanted || kubeconfig() || PlaneFolder.find(environment).isPresent()
                ? ConditionEvaluationResult.enabled("a control plane is there, or has to be")
                : ConditionEvaluationResult.disabled(PlaneFolder.HOW_TO_GET_ONE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ControlPlane plane = context.getRoot()
                .getStore(STORE)
                .getOrComputeIfAbsent(ControlPlane.class, unused -> start(), ControlPlane.class);
        if (parameter.getParameter().getType() == ControlPlane.class) {
            return plane;
        }
        return context.getStore(STORE)
                .getOrComputeIfAbsent(TestNamespace.class, unused -> TestNamespace.create(plane), TestNamespace.class);
    }

    private ControlPlane start() {
        if (kubeconfig()) {
            return ControlPlane.ofKubeconfig();
        }
        Optional<Path> folder = PlaneFolder.find(environment);
        try {
            return ControlPlane.start(
                    folder.orElseThrow(() -> new IllegalStateException(PlaneFolder.HOW_TO_GET_ONE)), LOGS);
        } catch (IOException e) {
            throw new UncheckedIOException("The control plane does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the control plane started", e);
        }
    }

    private boolean kubeconfig() {
        return !environment.getOrDefault("KUBECONFIG", "").isEmpty();
    }
}
