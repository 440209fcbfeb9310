package io.foretide.datasets;

/** Text of a file in our messages: in quotes, on one line, and not longer than one reads. */
final class Quoted {
    /** Characters: a time with its zone, a long number. */
    static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
        return "\"" + shown.replace('\n', ' ').replace('\r', ' ') + "\"";
    }
}
