package dev.holdfast.application.storage;

import java.util.Optional;

/** Texts one after another in one text: each with its length before it, so that a text may hold any character. */
final class Fields {

    private static final char ABSENT = '-';
    private static final char END_OF_LENGTH = ':';

    private Fields() {}

    /** Writer of fields. */
    static final class Writer {

        private final StringBuilder text = new StringBuilder();

        Writer add(String value) {
            text.append(value.length()).append(END_OF_LENGTH).append(value);
            return this;
        }

        Writer add(long value) {
            return add(Long.toString(value));
        }

        Writer add(boolean value) {
            return add(value ? "1" : "0");
        }

        Writer add(Optional<String> value) {
            if (value.isPresent()) {
                return add(value.get());
            }
            text.append(ABSENT);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Reader of fields, in the order in which they were written. */
    static final class Reader {

        private final String text;
        private int next;

        Reader(String text) {
            this.text = text;
        }

        String text() {
            return optional().orElseThrow(() -> malformed("A value is missing"));
        }

        Optional<String> optional() {
            if (next < text.length() && text.charAt(next) == ABSENT) {
                next++;
                return Optional.empty();
            }
            var end = text.indexOf(END_OF_LENGTH, next);
            if (end < 0) {
                throw malformed("A length is missing");
            }
            var start = end + 1;
            var length = length(end);
            if (length < 0 || length > text.length() - start) {
                throw malformed("A value is shorter than its length");
            }
            next = start + length;
            return Optional.of(text.substring(start, next));
        }

        private int length(int end) {
            try {
                return Integer.parseInt(text, next, end, 10);
            } catch (NumberFormatException e) {
                throw malformed("A length is no number");
            }
        }

        long number() {
            try {
                return Long.parseLong(text());
            } catch (NumberFormatException e) {
                throw malformed("A number was expected");
            }
        }

        boolean flag() {
            return text().equals("1");
        }

        /** Makes sure that all was read. */
        void end() {
            if (next != text.length()) {
                throw malformed("There is more than was expected");
            }
        }

        private IllegalArgumentException malformed(String reason) {
            return new IllegalArgumentException("%s at character %d of a stored text".formatted(reason, next));
        }
    }
}
