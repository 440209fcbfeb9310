package io.foretide.scaler.app;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Announces a class for as long as a test runs, as a jar on the class path does in {@code META-INF/services}. */
public final class Announced implements BeforeEachCallback, AfterEachCallback {
    private final Class<?> service;
    private final Class<?> provider;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    public Announced(Class<?> service, Class<?> provider) {
        this.service = service;
        this.provider = provider;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Path folder = Files.createTempDirectory("announced");
        Deque<Path> parts = new ArrayDeque<>();
        Path file = Files.createDirectories(folder.resolve("META-INF/services")).resolve(service.getName());
        Files.writeString(file, provider.getName());
        for (Path part = file; part != null && part.startsWith(folder); part = part.getParent()) {
            parts.push(part);
        }
        parts.forEach(part -> part.toFile().deleteOnExit()); // in the order that is the reverse of theirs
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
