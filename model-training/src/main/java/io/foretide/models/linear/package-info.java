/** Ridge regression on what a series does beyond seasonal profile and level, and its rows, which trees and the LSTM share. */
@NullMarked
package io.foretide.models.linear;

import org.jspecify.annotations.NullMarked;
