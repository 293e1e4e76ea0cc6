package dev.holdfast.http.resources;

import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.TagCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Entity tag as a member of a body: exactly one, strong, with its quotes. */
final class IfMatchMember {

    private IfMatchMember() {}

    /**
     * The hash of a required tag; empty if no version can have that tag.
     *
     * @throws ProblemException if it is missing, or not exactly one strong tag
     */
    static Optional<Hash> hash(Fields fields, String member) {
        return tag(fields, member, fields.text(member)).hash();
    }

    /**
     * The precondition of an edit; {@link Precondition.NoneGiven} without the member.
     *
     * @throws ProblemException if it is not exactly one strong tag
     */
    static Precondition precondition(Fields edit) {
        if (!edit.has("ifMatch")) {
            return new Precondition.NoneGiven();
        }
        return new Precondition.Matches(hash(edit, "ifMatch").stream().collect(Collectors.toSet()));
    }

    private static EntityTag tag(Fields fields, String member, String value) {
        return Optional.of(TagCondition.parse(List.of(value)).tags())
                .filter(tags -> tags.size() == 1)
                .map(tags -> tags.get(0))
                .filter(tag -> !tag.weak() && tag.toString().equals(value))
                .orElseThrow(() -> fields.wrongType(
                        member, "one strong entity tag with its double quotes, as the member etag has it"));
    }
}
