package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Laws that hold for every merge. */
public final class MergeLaws {

    private MergeLaws() {}

    /** Checks that the parts are each of the versions, in order and without a part too many. */
    public static void hold(Merge merge, String base, String mine, String theirs) {
        var parts = merge.parts();
        assertThat(joined(parts, MergePart::base)).isEqualTo(base);
        assertThat(joined(parts, MergePart::mine)).isEqualTo(mine);
        assertThat(joined(parts, MergePart::theirs)).isEqualTo(theirs);
        merge.cleanText()
                .ifPresent(text -> assertThat(joined(parts, part -> ((Agreed) part).text()))
                        .isEqualTo(text));
        assertThat(parts).noneMatch(part -> part.isUnchanged() && part.base().isEmpty());
        for (var i = 1; i < parts.size(); i++) {
            var both = parts.get(i - 1).isUnchanged() && parts.get(i).isUnchanged();
            assertThat(both && parts.get(i - 1).facet() == parts.get(i).facet()).isFalse();
        }
        assertThat(merge.conflicts())
                .allSatisfy(part -> assertThat(part.isUnchanged()).isFalse());
    }

    private static String joined(List<MergePart> parts, Function<MergePart, String> characters) {
        return parts.stream().map(characters).collect(Collectors.joining());
    }

    /** The same merge with its sides exchanged. */
    public static Merge mirrored(Merge merge) {
        return Merge.of(merge.parts().stream().map(MergeLaws::mirrored).toList());
    }

    private static MergePart mirrored(MergePart part) {
        return part instanceof Agreed agreed
                ? new Agreed(
                        part.facet(), part.base(), /* mine= */ part.theirs(), /* theirs= */ part.mine(), agreed.text())
                : new Disputed(part.facet(), part.base(), /* mine= */ part.theirs(), /* theirs= */ part.mine());
    }
}
