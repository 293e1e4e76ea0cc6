package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.ShownCue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other ends of cues, within the limits of a profile and beside the cues around them. */
final class TimeFixes {

    private static final int MILLIS_PER_SECOND = 1000;

    private final List<ShownCue> cues;
    private final CheckProfile profile;
    private final Map<Integer, Integer> placeByIndex = new HashMap<>();

    /** For each cue, the place of the one before it that ends last; -1 for the first. */
    private final int[] latestBefore;

    /** For each cue, the latest end of the others before it. */
    private final long[] endOfOthersBefore;

    TimeFixes(List<ShownCue> cues, CheckProfile profile) {
        this.cues = cues;
        this.profile = profile;
        this.latestBefore = new int[cues.size()];
        this.endOfOthersBefore = new long[cues.size()];
        var latest = -1;
        var endOfOthers = Long.MIN_VALUE;
        for (var i = 0; i < cues.size(); i++) {
            latestBefore[i] = latest;
            endOfOthersBefore[i] = endOfOthers;
            placeByIndex.put(cues.get(i).index(), i);
            if (latest < 0 || cues.get(i).endMillis() >= cues.get(latest).endMillis()) {
                endOfOthers = latest < 0 ? endOfOthers : cues.get(latest).endMillis();
                latest = i;
            } else {
                endOfOthers = Math.max(endOfOthers, cues.get(i).endMillis());
            }
        }
    }

    /** The cue of a block, shown long enough to be read; empty if the next one comes too early for that. */
    Optional<ShownCue> longer(int index) {
        var place = placeByIndex.get(index);
        if (place == null) {
            return Optional.empty();
        }
        var cue = cues.get(place);
        var end = cue.startMillis() + Math.max(profile.time().minDuration().toMillis(), millisToRead(cue));
        var isFree = place + 1 == cues.size()
                || end + profile.time().minGap().millis() <= cues.get(place + 1).startMillis();
        return isFree && end > cue.endMillis() && isWithinLimits(cue.at(cue.startMillis(), end))
                ? Optional.of(cue.at(cue.startMillis(), end))
                : Optional.empty();
    }

    /** The cue that ends too late before that of a block, ended in time; empty if it would then be too short to be read, or is not the only one. */
    Optional<ShownCue> endingBefore(int index) {
        var place = placeByIndex.get(index);
        if (place == null || latestBefore[place] < 0) {
            return Optional.empty();
        }
        var cue = cues.get(latestBefore[place]);
        var end = cues.get(place).startMillis() - profile.time().minGap().millis();
        if (endOfOthersBefore[place] > end) {
            return Optional.empty();
        }
        return Optional.of(cue.at(cue.startMillis(), end))
                .filter(shorter -> shorter.endMillis() > shorter.startMillis())
                .filter(this::isWithinLimits);
    }

    private long millisToRead(ShownCue cue) {
        return (long)
                Math.ceil(cue.characters() * MILLIS_PER_SECOND / profile.text().maxCharactersPerSecond());
    }

    private boolean isWithinLimits(ShownCue cue) {
        var millis = cue.endMillis() - cue.startMillis();
        return millis >= profile.time().minDuration().toMillis()
                && millis <= profile.time().maxDuration().toMillis()
                && millis >= millisToRead(cue);
    }
}
