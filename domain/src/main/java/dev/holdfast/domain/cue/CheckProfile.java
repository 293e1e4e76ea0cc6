package dev.holdfast.domain.cue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A profile of limits that captions are checked against, as a house style sets them.
 *
 * @param name its name in requests
 * @param text the limits of the text
 * @param time the limits of the times
 */
public record CheckProfile(String name, TextLimits text, TimeLimits time) {

    /** 42 characters, 2 lines, 20 characters per second, 833 to 7000 ms, a gap of 2 frames at 24 per second, no overlap. */
    public static final CheckProfile DEFAULT = new CheckProfile(
            "default",
            new TextLimits(42, 2, 20),
            new TimeLimits(Duration.ofMillis(833), Duration.ofMillis(7000), new Frames(2, 24), Duration.ZERO));

    /** The same for children, who read more slowly: 13 characters per second, which is 160 words per minute. */
    public static final CheckProfile CHILDREN = new CheckProfile("children", new TextLimits(42, 2, 13), DEFAULT.time());

    /** The profiles that come with Holdfast. */
    public static final List<CheckProfile> ALL = List.of(DEFAULT, CHILDREN);

    /** The profile of that name in {@link #ALL}. */
    public static Optional<CheckProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /**
     * Limits of the text that a viewer has to read. Characters are those that a viewer sees: a letter with its accents or an
     * emoji of several parts is one, tags and ruby text are not counted.
     *
     * @param maxCharacters the most characters in one line
     * @param maxLines the most lines in one cue
     * @param maxCharactersPerSecond the highest reading speed
     */
    public record TextLimits(int maxCharacters, int maxLines, double maxCharactersPerSecond) {

        public TextLimits {
            if (maxCharacters <= 0 || maxLines <= 0 || !(maxCharactersPerSecond > 0)) {
                throw new IllegalArgumentException("A limit of text must be above 0");
            }
        }
    }

    /**
     * Limits of the duration of captions, and of the time between them.
     *
     * @param minDuration the least time that a cue is shown
     * @param maxDuration the greatest time that a cue is shown
     * @param minGap the least time between the end of one cue and the start of the next, unless they overlap
     * @param maxOverlap the greatest time that two cues are shown together
     */
    public record TimeLimits(Duration minDuration, Duration maxDuration, Frames minGap, Duration maxOverlap) {

        public TimeLimits {
            if (minDuration.isNegative() || maxOverlap.isNegative() || maxDuration.compareTo(minDuration) < 0) {
                throw new IllegalArgumentException(
                        "A limit of time must not be negative, and the maximum not below the minimum");
            }
        }
    }

    /**
     * A duration counted in frames of the video.
     *
     * @param count the frames
     * @param perSecond the frame rate, which a caption file may not name
     */
    public record Frames(int count, double perSecond) {

        public Frames {
            if (count < 0 || !(perSecond > 0)) {
                throw new IllegalArgumentException(
                        "A number of frames must not be negative, and a frame rate must be above 0");
            }
        }

        /** The duration in milliseconds, rounded down, as the times that it is compared with may be. */
        public long millis() {
            return (long) (count * 1000 / perSecond);
        }
    }
}
