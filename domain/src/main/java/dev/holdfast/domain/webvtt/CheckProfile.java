package dev.holdfast.domain.webvtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The limits of a house style, which captions are checked against.
 *
 * @param name by which it is asked for
 */
public record CheckProfile(String name, TextLimits text, TimeLimits time) {

    /** 42 characters, 2 lines, 20 characters per second, 833 to 7000 ms, a gap of 2 frames at 24 per second, no overlap. */
    public static final CheckProfile DEFAULT = new CheckProfile(
            "default",
            new TextLimits(42, 2, 20),
            new TimeLimits(Duration.ofMillis(833), Duration.ofMillis(7000), new Frames(2, 24), Duration.ZERO));

    /** The same for those who read more slowly: 13 characters per second, which is 160 words per minute. */
    public static final CheckProfile CHILDREN = new CheckProfile("children", new TextLimits(42, 2, 13), DEFAULT.time());

    /** Those that come with Holdfast. */
    public static final List<CheckProfile> ALL = List.of(DEFAULT, CHILDREN);

    /** The one of {@link #ALL} with that name. */
    public static Optional<CheckProfile> named(String name) {
        return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    /**
     * How much text a reader can take in. Characters are those that a reader sees: a letter with its accents or an emoji of
     * several parts is one, tags and glosses are none.
     *
     * @param maxCharacters in one line
     * @param maxLines in one cue
     * @param maxCharactersPerSecond of a whole cue while it is shown
     */
    public record TextLimits(int maxCharacters, int maxLines, double maxCharactersPerSecond) {

        public TextLimits {
            if (maxCharacters <= 0 || maxLines <= 0 || !(maxCharactersPerSecond > 0)) {
                throw new IllegalArgumentException("A limit of text is more than nothing");
            }
        }
    }

    /**
     * How long captions are shown, and how far apart.
     *
     * @param minDuration that a cue is shown at least
     * @param maxDuration that a cue is shown at most
     * @param minGap between the end of one cue and the start of the next, unless they overlap
     * @param maxOverlap how long two cues may be shown together
     */
    public record TimeLimits(Duration minDuration, Duration maxDuration, Frames minGap, Duration maxOverlap) {

        public TimeLimits {
            if (minDuration.isNegative() || maxOverlap.isNegative() || maxDuration.compareTo(minDuration) < 0) {
                throw new IllegalArgumentException(
                        "A limit of time is not negative, and the greatest not below the least");
            }
        }
    }

    /**
     * A duration counted in frames of the video.
     *
     * @param perSecond the frame rate that they are counted at, since a WebVTT file names none
     */
    public record Frames(int count, double perSecond) {

        public Frames {
            if (count < 0 || !(perSecond > 0)) {
                throw new IllegalArgumentException("Frames are counted from 0, at a rate above it");
            }
        }

        /** The duration in milliseconds; rounded down, for so may the times that it is compared with be. */
        public long millis() {
            return (long) (count * 1000 / perSecond);
        }
    }
}
