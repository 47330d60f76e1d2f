package io.emdia.gateways.efi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Pix received, each an event of its own, and each giving back ({@code devolução}) another. One
 * that the central bank's mechanism forced ({@code natureza MED_…}) is a dispute that took the
 * money. The charge is the {@code txid} it was asked under, else the Pix itself; Efí never sends
 * it.
 */
final class EfiPix {

    private static final String PIX = "pix";
    private static final String FORCED = "MED";

    /** What stands in a QR code that was made for nobody in particular. */
    private static final String NONE = "***";

    private static final int PARTS_MAX = 200;

    private final Members pix;
    private final String id;
    private final Instant at;
    private final String charge;

    private EfiPix(Members pix) {
        this.pix = pix;
        this.id = pix.id("endToEndId");
        this.at = Moments.instant(pix, "horario", Moments.BRASILIA);
        var txid = pix.orNull("txid", Members::text);
        this.charge = txid == null || txid.isBlank() || txid.equals(NONE) ? id : pix.id("txid");
    }

    static List<Event> read(Members body) {
        if (!body.has(PIX)) {
            return List.of(factless("test/" + body.digest(), "test", Instant.EPOCH, body));
        }
        var events = new ArrayList<Event>();
        for (var pix : body.objects(PIX)) {
            if (isSent(pix)) {
                events.add(sent(pix));
            } else {
                events.addAll(new EfiPix(pix).events());
            }
        }
        if (events.isEmpty()) {
            events.add(factless("test/" + body.digest(), "test", Instant.EPOCH, body));
        }
        return events;
    }

    /** Only what the account itself sends has a type or an id of its sending. */
    private static boolean isSent(Members pix) {
        return pix.states("tipo")
                || pix.isObject("gnExtras") && pix.object("gnExtras").states("idEnvio");
    }

    private static Event sent(Members pix) {
        var time = pix.isObject("horario") ? null : time(pix, "horario");
        var at = time == null ? Instant.EPOCH : time;
        return factless("sent/" + pix.digest(), "pix.enviado", at, pix);
    }

    private static Event factless(String id, String type, Instant at, Members of) {
        return new Event(id, type, at, of.digest(), List.of());
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        events.add(event(id, PIX, at, received()));
        var name = "devolucoes";
        if (pix.states(name)) {
            pix.objects(name).forEach(back -> events.add(givenBack(back)));
        }
        return events;
    }

    /** The same bytes of a fact under the same id are the same, whatever else stood around them. */
    private static Event event(String id, String type, Instant at, List<Fact> facts) {
        var digest = Digests.sha256Hex(facts.toString().getBytes(UTF_8));
        return new Event(bounded(id), type, at, digest, facts);
    }

    private static String bounded(String id) {
        return id.length() > PARTS_MAX ? Digests.sha256Hex(id.getBytes(UTF_8)) : id;
    }

    /** Fine and interest are paid on top of the principal, a discount is waived with it. */
    private List<Fact> received() {
        var fine = part("multa");
        var interest = part("juros");
        var discount = part("desconto") + part("abatimento");
        var principal = Decimals.centavos(pix, "valor") - fine - interest;
        if (principal < 0) {
            throw pix.misread("componentesValor", "must be parts of the whole");
        }
        var on = new FactDate.At(at);
        var facts = new ArrayList<Fact>();
        facts.add(
                new ChargeImplied(
                        charge, null, principal + discount, Decimals.REAL, Method.PIX, on));
        facts.add(
                new PaymentSucceeded(
                        charge, id, principal, Method.PIX, on, discount, fine, interest));
        if (!charge.equals(id)) {
            facts.add(new ChargeLinked(id, charge, false));
        }
        return facts;
    }

    private long part(String name) {
        if (!pix.isObject("componentesValor") || !pix.object("componentesValor").isObject(name)) {
            return 0;
        }
        return Decimals.centavos(pix.object("componentesValor").object(name), "valor");
    }

    private Event givenBack(Members back) {
        var status = back.id("status");
        var eventId = id + "|" + back.id("id") + "|" + status;
        var type = bounded("pix.devolucao." + status);
        var when = when(back);
        return event(eventId, type, when, backFacts(back, status, new FactDate.At(when)));
    }

    private List<Fact> backFacts(Members back, String status, FactDate on) {
        var backId = back.id("id");
        var nature = back.orNull("natureza", Members::text);
        var isForced = nature != null && nature.startsWith(FORCED);
        var amount = Decimals.centavos(back, "valor");
        return switch (status) {
            case "DEVOLVIDO" ->
                    List.of(
                            isForced
                                    ? new DisputeOpened(charge, backId, id, amount, on)
                                    : new RefundSucceeded(charge, backId, id, amount, on));
            case "NAO_REALIZADO" ->
                    List.of(
                            isForced
                                    ? new DisputeClosed(charge, backId, true, on)
                                    : new RefundFailed(charge, backId));
            default -> List.of();
        };
    }

    /** When the money left, else when that was asked for. */
    private Instant when(Members back) {
        if (!back.isObject("horario")) {
            return Objects.requireNonNullElse(time(back, "horario"), at);
        }
        var settled = time(back.object("horario"), "liquidacao");
        var asked = time(back.object("horario"), "solicitacao");
        return Objects.requireNonNullElse(settled, Objects.requireNonNullElse(asked, at));
    }

    private static @Nullable Instant time(Members from, String name) {
        return from.orNull(name, (it, of) -> Moments.instant(it, of, Moments.BRASILIA));
    }
}
