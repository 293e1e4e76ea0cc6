package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;

/** Merge of one facet, or of one setting, as a whole: compared by its meaning and taken over as it was written. */
record FacetMerge(Facet facet, Written base, Written mine, Written theirs) {

    /**
     * A facet in one version.
     *
     * @param text its characters
     * @param meaning equal for all spellings of the same value
     */
    record Written(String text, Object meaning) {}

    MergePart part() {
        var mineChanged = !mine.meaning().equals(base.meaning());
        var theirsChanged = !theirs.meaning().equals(base.meaning());
        if (mineChanged && theirsChanged && !mine.meaning().equals(theirs.meaning())) {
            return new Disputed(facet, base.text(), mine.text(), theirs.text());
        }
        var text = mineChanged == theirsChanged ? spelling() : (mineChanged ? mine : theirs).text();
        return new Agreed(facet, base.text(), mine.text(), theirs.text(), text);
    }

    /** Of two spellings of the same value the new one; of two new ones always the same one, whichever side it comes from. */
    private String spelling() {
        var one = mine.text();
        var other = theirs.text();
        if (one.equals(base.text()) || other.equals(base.text())) {
            return one.equals(base.text()) ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
