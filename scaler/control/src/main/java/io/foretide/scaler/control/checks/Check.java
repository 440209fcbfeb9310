package io.foretide.scaler.control.checks;

/**
 * A check that was made.
 *
 * @param group of which part
 * @param name of what
 */
public record Check(String group, String name, Finding finding) {}
