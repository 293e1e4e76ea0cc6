package dev.holdfast.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Log lines as JSON: one object on each line, in ASCII, so that no text can begin another line or colour a terminal. Its members
 * are {@code time}, {@code level}, {@code logger}, {@code message}, the values of the event, and {@code exception}.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTrace.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var members = new LinkedHashMap<String, Object>();
        members.put("time", event.getInstant());
        members.put("level", event.getLevel());
        members.put("logger", event.getLoggerName());
        members.put("message", event.getFormattedMessage());
        members.putAll(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> members.put(pair.key, pair.value));
        }
        if (event.getThrowableProxy() != null) {
            members.put("exception", stackTrace.convert(event));
        }
        return members.entrySet().stream()
                .map(JsonLines::member)
                .collect(Collectors.joining(",", "{", "}\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String member(Map.Entry<String, Object> member) {
        return text(member.getKey()) + ":" + value(member.getValue());
    }

    private static String value(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Boolean
                ? value.toString()
                : text(String.valueOf(value));
    }

    /** A JSON text (RFC 8259 §7), in which all but plain ASCII is escaped. */
    private static String text(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('"').toString();
    }

    /** Half a surrogate pair is no character, and strict readers refuse it. */
    private static void append(StringBuilder quoted, int character) {
        if (character == '"' || character == '\\') {
            quoted.append('\\').append((char) character);
        } else if (character >= ' ' && character <= '~') {
            quoted.append((char) character);
        } else if (Character.getType(character) == Character.SURROGATE) {
            quoted.append("\\ufffd");
        } else {
            Character.toString(character).chars().forEach(unit -> quoted.append("\\u%04x".formatted(unit)));
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
