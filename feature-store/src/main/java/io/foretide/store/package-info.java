/** The store: the features of all jobs, read as of an instant, in one SQLite file or a PostgreSQL database. */
package io.foretide.store;
