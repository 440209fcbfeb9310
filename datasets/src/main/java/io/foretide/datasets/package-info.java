/** Traces: regular time series of a measured load, read from CSV files or from the trace that ships with the project. */
package io.foretide.datasets;
