package dev.holdfast.memory;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.List;
import java.util.stream.Stream;

/** Words of a cue as a reader sees them. */
final class Words {

    private Words() {}

    static List<String> of(Content content) {
        return WebVtt.CUES.parse(content).stream()
                .map(cue -> cue.text().replaceAll("<[^>]*>", ""))
                .flatMap(text -> Stream.of(text.split("[ \n]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
