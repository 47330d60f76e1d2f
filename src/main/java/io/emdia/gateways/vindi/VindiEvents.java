package io.emdia.gateways.vindi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Reading;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How Vindi's events are named, which have no ids, and how it writes days. */
final class VindiEvents {

    private static final List<String> OBJECTS =
            List.of("bill", "charge", "subscription", "period", "issue", "customer");

    private static final Set<String> ANSWERS = Set.of(VindiApi.BILL, VindiApi.SUBSCRIPTION);

    private VindiEvents() {}

    /** An answer may change without another time of its own: then it is another event. */
    static Event event(
            String type, Instant toldAt, String objectId, String digest, List<Fact> facts) {
        var name = type + "|" + toldAt + "|" + objectId;
        var id = ANSWERS.contains(type) ? name + "|" + digest : name;
        return new Event(
                id.length() <= Members.ID_LENGTH_MAX ? id : Digests.sha256Hex(id.getBytes(UTF_8)),
                type,
                toldAt,
                digest,
                facts);
    }

    /**
     * What is told in passing, before everything that is told outright; the same whoever tells it.
     */
    static Event longAgo(String type, Instant asIf, String what, Fact fact) {
        var digest = Digests.sha256Hex(what.getBytes(UTF_8));
        return new Event("~" + digest, type, asIf, digest, List.of(fact));
    }

    /** An event, and beside it what is only guessed. */
    static List<Event> with(Event told, List<Fact> guessed) {
        return guessed.isEmpty()
                ? List.of(told)
                : List.of(told, Guess.beside(told, Instant.EPOCH, guessed));
    }

    static Reading withoutFacts(String type, Instant toldAt, String digest, Members data) {
        for (var name : OBJECTS) {
            if (data.isObject(name) && data.object(name).states("id")) {
                var id = data.object(name).key("id");
                return new Reading.Events(List.of(event(type, toldAt, id, digest, List.of())));
            }
        }
        return new Reading.Events(List.of(event(type, toldAt, digest, digest, List.of())));
    }

    /** The id of an object inside another; null when there is none. */
    static @Nullable String idOf(Members from, String name) {
        return from.isObject(name) && from.object(name).states("id")
                ? from.object(name).key("id")
                : null;
    }

    static @Nullable Instant time(Members from, String name) {
        return from.orNull(name, (it, member) -> Moments.instant(it, member, Moments.BRASILIA));
    }

    static FactDate on(Members from, String name) {
        return new FactDate.At(Moments.instant(from, name, Moments.BRASILIA));
    }

    /** The day in Brasília that an instant near its end or start stands for. */
    static FactDate day(Members from, String name) {
        return Moments.date(from, name, Moments.BRASILIA) instanceof FactDate.At(var instant)
                ? new FactDate.OnDay(instant.atZone(Moments.BRASILIA).toLocalDate())
                : Moments.writtenDay(from, name);
    }
}
