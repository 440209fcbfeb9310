package io.foretide.datasets;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that ends with an error when a line, or a quoted cell over many lines, is longer than memory should hold. */
final class BoundedReader extends FilterReader {
    /** Characters; a row of a thousand columns has a hundredth of it. */
    static final int MAX_LINE = 1 << 20;

    private long sinceLine;

    BoundedReader(Reader in) {
        super(in);
    }

    /** To be called after each line that was taken. */
    void lineTaken() {
        sinceLine = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int characters) throws IOException {
        sinceLine += characters;
        if (sinceLine > MAX_LINE) {
            throw new TooLongException();
        }
    }

    /** A line is too long. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("a line or quoted cell has more than " + MAX_LINE + " characters");
        }
    }
}
