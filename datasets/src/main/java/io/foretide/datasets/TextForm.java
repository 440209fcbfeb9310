package io.foretide.datasets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text file is written, told by its first bytes.
 *
 * @param charset what its bytes mean
 * @param skippedBytes those of a byte order mark
 */
record TextForm(Charset charset, int skippedBytes) {
    /** What the first line may be to name the separator, as spreadsheets read and write it. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?\\s*");

    /** In the order of how rarely they are part of a cell. */
    private static final List<Character> SEPARATORS = List.of('\t', ';', ',', '|');

    /**
     * The form of a text, or empty if the bytes are none. Latin-1 is taken for its superset windows-1252, which is what is
     * written under its name.
     */
    static Optional<TextForm> of(byte[] head) {
        if (begins(head, 0xef, 0xbb, 0xbf)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_8, 3));
        }
        if (begins(head, 0xff, 0xfe)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16LE, 2));
        }
        if (begins(head, 0xfe, 0xff)) {
            return Optional.of(new TextForm(StandardCharsets.UTF_16BE, 2));
        }
        int[] zeros = {0, 0};
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] == 0) {
            return Optional.of(
                    new TextForm(isUtf8(head) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0));
        }
        int most = head.length / 4; // every second byte of digits and Latin letters is zero
        if (zeros[0] > 0 && zeros[1] > 0) {
            return Optional.empty();
        }
        return zeros[0] + zeros[1] < most
                ? Optional.empty()
                : Optional.of(new TextForm(zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0));
    }

    private static boolean begins(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head.length <= i || (head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether all is UTF-8; a character may be cut off at the end. */
    private static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false);
        return !result.isError();
    }

    /** The first characters. */
    String text(byte[] head) {
        return new String(Arrays.copyOfRange(head, Math.min(skippedBytes, head.length), head.length), charset);
    }

    /** Whether the first line does nothing but name the separator. */
    static boolean namesSeparator(String text) {
        return separatorLine(text).isPresent();
    }

    private static Optional<Character> separatorLine(String text) {
        Matcher line = SEPARATOR_LINE.matcher(text.lines().findFirst().orElse(""));
        return line.matches() ? Optional.of(line.group(1).charAt(0)) : Optional.empty();
    }

    /** What separates the cells: the rarest character that parts header and first row alike. */
    static char separator(String text) {
        Optional<Character> named = separatorLine(text);
        if (named.isPresent()) {
            return named.get();
        }
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !CsvFile.isComment(line))
                .limit(2)
                .toList();
        if (lines.isEmpty()) {
            return ',';
        }
        for (char separator : SEPARATORS) {
            int columns = count(lines.get(0), separator);
            // a separator after every row is one more than in the header
            if (columns > 0 && (lines.size() == 1 || Math.abs(count(lines.get(1), separator) - columns) <= 1)) {
                return separator;
            }
        }
        return SEPARATORS.stream()
                .filter(separator -> count(lines.get(0), separator) > 0)
                .findFirst()
                .orElse(',');
    }

    private static int count(String line, char wanted) {
        int count = 0;
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            isQuoted ^= line.charAt(i) == '"';
            count += !isQuoted && line.charAt(i) == wanted ? 1 : 0;
        }
        return count;
    }
}
