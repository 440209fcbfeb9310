package io.foretide.store.copy;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A table as it is copied from one database to another: rows of jobs, told from each other by a key. */
public interface CopiedTable {
    /** What it is called, for people. */
    String name();

    /** SQL that selects the names of the jobs which have rows, in order. */
    String jobs();

    /** SQL of the table, or of a join that has all columns. */
    String from();

    /** SQL that tells rows of one job, whose name is its parameter. */
    String ofJob();

    /** The columns that tell rows of one job from each other, in the order of an index. */
    List<String> key();

    /** All columns: first those of the key. */
    List<String> columns();

    /** Whose {@link io.foretide.store.Database#inTurn turn} it is to write rows of a job. */
    String turn(String job);

    /** Writes rows of a job that are not there: a value a column. */
    void write(Handle handle, String job, List<Object[]> rows);
}
