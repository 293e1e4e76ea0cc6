package dev.holdfast.domain.comparison;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.merge.Granularity;
import dev.holdfast.domain.merge.ThreeWayMerge;

/**
 * Carries the edits of a cue in a file over to the cue of the document, part by part: what the format of the file cannot hold, and
 * what only is written otherwise there, stays as the document has it.
 *
 * @param format the format of the document
 * @param identifiers true if the identifiers in the file count
 */
public record CarriedCue(ContentFormat format, boolean identifiers) {

    /**
     * The cue of the document with the edits of the file.
     *
     * @param document the text in the document
     * @param exported the same cue as the exported file had it, in normal text
     * @param file the cue in the file that came back, in normal text
     * @return the text as it was if nothing was edited
     */
    public Content edited(Content document, Cue exported, Cue file) {
        return cues().rewrite(document, patch(cues().parse(document).orElseThrow(), exported, file));
    }

    /**
     * A cue that is new in the file, or a later part of one that was split, without a number that is no identifier.
     *
     * @param file the cue as the file has it
     */
    public Content added(Content file) {
        var text = new Content(NormalText.of(file.text()));
        return identifiers ? text : cues().rewrite(text, CuePatch.NOTHING.withoutIdentifier());
    }

    private CueFormat cues() {
        return format.cues().orElseThrow();
    }

    private CuePatch patch(Cue document, Cue exported, Cue file) {
        var patch = CuePatch.NOTHING;
        if (file.startMillis() != exported.startMillis()) {
            patch = patch.withStartMillis(file.startMillis());
        }
        if (file.endMillis() != exported.endMillis()) {
            patch = patch.withEndMillis(file.endMillis());
        }
        if (!file.settings().equals(exported.settings())) {
            patch = patch.withSettings(file.settings());
        }
        if (identifiers && !file.identifier().equals(exported.identifier())) {
            patch = patch.withIdentifier(file.identifier().orElse(""));
        }
        return file.text().equals(exported.text()) ? patch : patch.withText(text(document, exported, file));
    }

    /** The text with the edited words, and with the tags that the format of the file cannot hold. */
    private String text(Cue document, Cue exported, Cue file) {
        if (NormalText.of(document.text()).equals(exported.text())) {
            return file.text();
        }
        var merged = ThreeWayMerge.merge(exported.text(), file.text(), document.text(), Granularity.WORDS)
                .decided(Disputed::mine);
        return isValid(document, merged) ? merged : file.text();
    }

    private boolean isValid(Cue document, String text) {
        try {
            var before = Block.of(SegmentKind.CUE, cues().write(document));
            format.validate(before, cues().write(CuePatch.NOTHING.withText(text).applyTo(document)));
            return true;
        } catch (InvalidContent flaw) {
            return false;
        }
    }
}
