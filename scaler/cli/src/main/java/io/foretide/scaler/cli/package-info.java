/** The {@code foretide} command: one thin file a subcommand. Exit codes are given here and in the app alone. */
@NullMarked
package io.foretide.scaler.cli;

import org.jspecify.annotations.NullMarked;
