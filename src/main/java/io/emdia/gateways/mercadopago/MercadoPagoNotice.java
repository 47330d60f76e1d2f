package io.emdia.gateways.mercadopago;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A notification: an event without facts, and the resource to ask for. Only the id in the query is
 * signed, so it alone says which resource that is. The body says of what kind it is and when: who
 * bends these has us ask for something that does not exist. An id in the body is trusted for its
 * casing only, and where it is another one, nothing else that the body names is asked for.
 *
 * <p>The ids of these events have a prefix of their own, so that no notification can take the place
 * of what a resource told.
 */
final class MercadoPagoNotice {

    /** What each topic names; the others move no money. */
    private static final Map<String, String> KINDS =
            Map.of(
                    "payment", MercadoPagoApi.PAYMENT,
                    "subscription_preapproval", MercadoPagoApi.PREAPPROVAL,
                    "subscription_authorized_payment", MercadoPagoApi.AUTHORIZED_PAYMENT,
                    "order", MercadoPagoApi.ORDER,
                    "topic_chargebacks_wh", MercadoPagoApi.CHARGEBACK,
                    "merchant_order", MercadoPagoApi.MERCHANT_ORDER,
                    "topic_merchant_order_wh", MercadoPagoApi.MERCHANT_ORDER);

    /** With the prefix still an id. */
    private static final int ID_LENGTH_MAX = 200;

    private MercadoPagoNotice() {}

    static Reading read(Arrival arrival) {
        var body = Members.of(arrival.body());
        var type = body.id("type");
        var kind = KINDS.get(type);
        return new Reading.Events(
                List.of(event(type, body, arrival)),
                kind == null ? List.of() : lookups(kind, body, signedId(arrival)));
    }

    /** Some orders' notifications have no id of their own. */
    private static Event event(String type, Members body, Arrival arrival) {
        var digest = Digests.sha256Hex(arrival.body());
        var id = body.orNull("id", Members::key);
        var at = MercadoPagoSnapshot.time(body, "date_created");
        return new Event(
                "notification/" + (id == null || id.length() > ID_LENGTH_MAX ? digest : id),
                type,
                at == null ? Instant.EPOCH : at,
                digest,
                List.of());
    }

    private static String signedId(Arrival arrival) {
        var ids = arrival.query().get(MercadoPagoSignature.DATA_ID);
        if (ids == null || ids.size() != 1 || !isId(ids.getFirst())) {
            throw new Misread(MercadoPagoSignature.DATA_ID, "must stand in the query");
        }
        return ids.getFirst();
    }

    private static boolean isId(String text) {
        return MercadoPagoApi.ID.matcher(text).matches();
    }

    private static List<Lookup> lookups(String kind, Members body, String signed) {
        var data = body.isObject("data") ? body.object("data") : null;
        var told = data == null ? null : data.orNull("id", Members::key);
        if (data == null || told == null || !told.equalsIgnoreCase(signed)) {
            return List.of(new Lookup(new Resource(kind, signed), true));
        }
        var named = new Resource(kind, told);
        var payment = kind.equals(MercadoPagoApi.CHARGEBACK) ? payment(data) : null;
        return payment == null
                ? List.of(new Lookup(named, true))
                : List.of(payment, new Lookup(named, false));
    }

    /** What became of the money is the payment's to say; the case knows when it was opened. */
    private static @Nullable Lookup payment(Members data) {
        var id = data.orNull("payment_id", Members::key);
        return id != null && isId(id)
                ? new Lookup(new Resource(MercadoPagoApi.PAYMENT, id), true)
                : null;
    }
}
