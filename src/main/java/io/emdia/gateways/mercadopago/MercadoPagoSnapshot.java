package io.emdia.gateways.mercadopago;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A resource as it was at one time, and how Mercado Pago writes times and money.
 *
 * @param kind as in {@code payment}
 * @param status the resource's, which the type of its events ends with
 * @param at when it last changed
 */
record MercadoPagoSnapshot(String kind, String status, Instant at, Members body) {

    static MercadoPagoSnapshot of(String kind, Members body, String updated, Instant fetchedAt) {
        var at = time(body, updated);
        return new MercadoPagoSnapshot(kind, body.id("status"), at == null ? fetchedAt : at, body);
    }

    String id() {
        return body.key("id");
    }

    /** One event for one state, however often it is asked for. */
    Event event(List<Fact> facts, Object... state) {
        var id = new StringBuilder(kind).append('/').append(id()).append('|').append(status);
        for (var part : state) {
            id.append('|').append(part);
        }
        return new Event(bounded(id.toString()), type(status), at, body.digest(), facts);
    }

    /**
     * What the resource tells of another time than of its last change.
     *
     * @param what is told, the same for every state that tells it
     */
    Event event(String what, Instant time, List<Fact> facts) {
        var digest = Digests.sha256Hex(facts.toString().getBytes(StandardCharsets.UTF_8));
        return new Event(bounded(kind + "/" + id() + "#" + what), type(what), time, digest, facts);
    }

    String currency(String name) {
        return body.states(name) ? body.currency(name) : Decimals.REAL;
    }

    @Nullable Instant time(String name) {
        return time(body, name);
    }

    /** Null where there is none, or an empty text. */
    static @Nullable Instant time(Members from, String name) {
        var text = from.orNull(name, Members::text);
        return text == null || text.isBlank()
                ? null
                : Moments.instant(from, name, Moments.BRASILIA);
    }

    private String type(String what) {
        var type = kind + "." + what;
        return type.length() > Members.ID_LENGTH_MAX ? kind : type;
    }

    private static String bounded(String id) {
        return id.length() > Members.ID_LENGTH_MAX
                ? Digests.sha256Hex(id.getBytes(StandardCharsets.UTF_8))
                : id;
    }
}
