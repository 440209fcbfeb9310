/** {@code foretide.yaml}: its keys, read from YAML to records with every problem at once, shown with every default. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.app.config;
