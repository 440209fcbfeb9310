/** Rolling-origin scores of several models on one recorded load: what {@code foretide backtest} prints. */
@org.jspecify.annotations.NullMarked
package io.foretide.training.backtest;
