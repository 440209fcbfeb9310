/** Builds the flights trace that ships with {@code datasets} from the published Parquet file. */
package io.foretide.datasets.flights;
