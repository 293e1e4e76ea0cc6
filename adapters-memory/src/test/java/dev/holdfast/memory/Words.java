package dev.holdfast.memory;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.List;
import java.util.stream.Stream;

/** What a reader sees of a cue. */
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
