package dev.holdfast.http.exchange;

/** Value in a line of a log, written so that no text can begin another line, colour a terminal or pass for another value. */
public final class LogValue {

    private static final int MAX_LENGTH = 200;

    private LogValue() {}

    /**
     * At most {@value #MAX_LENGTH} characters of a text. Anything but a plain word is put in double quotes, in which quotes and
     * characters that are neither letters, digits, ASCII nor spaces are escaped as in JSON.
     */
    public static String of(String text) {
        var shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        if (!shown.isEmpty() && shown.chars().allMatch(LogValue::isPlain)) {
            return shown;
        }
        var quoted = new StringBuilder("\"");
        shown.chars().forEach(unit -> append(quoted, unit));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int unit) {
        if (unit == '"' || unit == '\\') {
            quoted.append('\\').append((char) unit);
        } else if ((unit >= ' ' && unit <= '~') || Character.isLetterOrDigit(unit)) {
            quoted.append((char) unit);
        } else {
            quoted.append("\\u%04x".formatted(unit));
        }
    }

    private static boolean isPlain(int unit) {
        return unit > ' ' && unit <= '~' && unit != '"' && unit != '\\' && unit != '=';
    }
}
