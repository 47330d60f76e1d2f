package io.emdia.ledger;

import io.emdia.ledger.Refolds.Mistake;
import io.emdia.ledger.Refolds.Place;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** What one row holds beside what it should hold, column by column. */
final class Compared {

    private final Place place;
    private final List<Mistake> mistakes = new ArrayList<>();

    Compared(Place place) {
        this.place = place;
    }

    void column(String column, @Nullable String stored, @Nullable String folded) {
        if (!Objects.equals(stored, folded)) {
            mistakes.add(new Mistake(place, column, stored, folded));
        }
    }

    /** Member by member; two that are equal may be written differently. */
    void state(@Nullable Object stored, @Nullable Object folded) {
        if (Objects.equals(stored, folded)) {
            return;
        }
        if (stored == null || folded == null) {
            column("state", text(stored), text(folded));
            return;
        }
        var found = FactCodec.members(FactCodec.writeState(stored));
        var expected = FactCodec.members(FactCodec.writeState(folded));
        var members = new TreeSet<>(found.propertyNames());
        members.addAll(expected.propertyNames());
        for (var member : members) {
            column("state." + member, text(found.get(member)), text(expected.get(member)));
        }
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    private static @Nullable String text(@Nullable Object state) {
        return state == null ? null : FactCodec.writeState(state);
    }

    private static @Nullable String text(@Nullable JsonNode member) {
        return member == null ? null : member.toString();
    }
}
