/** The embedded store: one SQLite file with the features of all jobs, read as of an instant. */
package io.foretide.store;
