/**
 * Keys of a configuration, each declared once beside what it configures: from the declaration come reading, range, default, what
 * {@code config show} prints, the schema and the table of the documentation. Pure; files are read elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.config;
