package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BEN;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.application.CheckedDocument.Found;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.UnknownProfile;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CheckRule;
import org.junit.jupiter.api.Test;

/** Captions checked against a profile. */
final class CheckedDocumentTest {

    private final Fixture fixture = Fixture.guarded();

    @Test
    void a_finding_names_its_segment_and_the_checked_version() {
        var document = fixture.captions(
                "NOTE by hand",
                "00:01.000 --> 00:03.000\nHello",
                "00:02.000 --> 00:04.000\nTom & Jerry",
                "00:05.000 --> 00:05.500\nBye");
        var cues = fixture.cues(document);
        fixture.edit(BY_ANA, document, replace(cues.get(1), "Tom", "Tim"));
        var edited = fixture.now(cues.get(1));

        var checked = fixture.holdfast.captions().checks(BEN, document.id(), "default");

        assertThat(checked.findings())
                .extracting(
                        Found::segment, Found::hash, found -> found.finding().rule())
                .containsExactly(
                        tuple(edited.id(), edited.hash(), CheckRule.OVERLAP),
                        tuple(edited.id(), edited.hash(), CheckRule.SYNTAX),
                        tuple(cues.get(2).id(), cues.get(2).hash(), CheckRule.MIN_DURATION));
        assertThat(checked.document()).isEqualTo(fixture.holdfast.documents().read(BEN, document.id()));
        assertThat(checked.profile()).isEqualTo(CheckProfile.DEFAULT);
    }

    @Test
    void the_profile_sets_the_limits() {
        var document = fixture.captions("00:01.000 --> 00:02.000\nFifteen letters");
        var captions = fixture.holdfast.captions();

        assertThat(captions.checks(ANA, document.id(), "default").findings()).isEmpty();
        assertThat(captions.checks(ANA, document.id(), "children").findings())
                .extracting(found -> found.finding().rule())
                .containsExactly(CheckRule.CHARACTERS_PER_SECOND);
    }

    @Test
    void checks_of_unknown_documents_and_profiles_are_refused() {
        var document = fixture.captions("00:01.000 --> 00:02.000\nHello");
        var plain = fixture.document("text");
        var captions = fixture.holdfast.captions();
        var nobody = Fixture.under(new MemoryDocumentStore(), (author, action, id) -> false)
                .holdfast
                .captions();

        assertThatThrownBy(() -> captions.checks(ANA, document.id(), "netflix"))
                .isInstanceOf(UnknownProfile.class)
                .hasMessage("There is no profile netflix to check against. There are: default, children.");
        assertThatThrownBy(() -> captions.checks(ANA, plain.id(), "default")).isInstanceOf(UnsupportedFormat.class);
        assertThatThrownBy(() -> captions.checks(ANA, new DocumentId("nowhere"), "netflix"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> nobody.checks(ANA, document.id(), "default")).isInstanceOf(AccessDenied.class);
        fixture.holdfast.documents().delete(BY_ANA.expecting(document.hash()), document.id());
        assertThatThrownBy(() -> captions.checks(ANA, document.id(), "default")).isInstanceOf(DocumentGone.class);
    }
}
