package io.emdia.ledger;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.List;

/**
 * Facts as they are stored: what tells who a customer is stands in one sealed member, under the
 * customer's own key, with missing and cleared members as they were told. Of a customer without a
 * key these members are not stored at all. Without keys such a fact reads as if they were missing.
 */
final class SealedFacts {

    static final List<String> PERSONAL = List.of("name", "email", "phone", "document");

    /** As facts about who a customer is are stored. */
    private static final String TYPE = "customer.upserted";

    private static final String SEALED = "sealed";
    private static final String KIND = "fact";

    /** How a text looks that may hold a sealed member; anything else is not looked through. */
    private static final String MARK = "\"" + SEALED + "\"";

    private SealedFacts() {}

    static String write(EventKey event, List<Fact> facts, PersonKeys keys) {
        var plain = FactCodec.write(facts);
        return facts.stream().anyMatch(CustomerTold.class::isInstance)
                ? sealed(event, plain, keys)
                : plain;
    }

    /** Facts as they were written without being sealed, sealed. */
    static String sealed(EventKey event, String plain, PersonKeys keys) {
        var facts = FactCodec.tree(plain);
        for (var fact : facts) {
            if (fact instanceof ObjectNode told && isOfCustomer(told)) {
                seal(told, customer(event, told), keys);
            }
        }
        return facts.toString();
    }

    static List<Fact> read(EventKey event, String stored, PersonKeys keys) {
        if (keys == PersonKeys.NONE || !stored.contains(MARK)) {
            return FactCodec.read(stored);
        }
        var facts = FactCodec.tree(stored);
        for (var fact : facts) {
            if (fact instanceof ObjectNode told && told.has(SEALED)) {
                open(told, customer(event, told), keys);
            }
        }
        return FactCodec.read(facts);
    }

    private static void seal(ObjectNode told, CustomerKey customer, PersonKeys keys) {
        var personal = told.objectNode();
        for (var member : PERSONAL) {
            if (told.has(member)) {
                personal.set(member, told.remove(member));
            }
        }
        if (personal.isEmpty()) {
            return;
        }
        var sealed = keys.sealed(customer, KIND, personal.toString());
        if (sealed != null) {
            told.put(SEALED, sealed);
        }
    }

    private static void open(ObjectNode told, CustomerKey customer, PersonKeys keys) {
        var sealed = Base64.getDecoder().decode(told.remove(SEALED).asString());
        var opened = keys.opened(customer, KIND, sealed);
        if (opened != null) {
            told.setAll((ObjectNode) FactCodec.tree(opened));
        }
    }

    /** Whether a stored fact tells who a customer is. */
    static boolean isOfCustomer(JsonNode told) {
        return told.path("type").asString().equals(TYPE);
    }

    static CustomerKey customer(EventKey event, JsonNode told) {
        return new CustomerKey(
                event.merchantId(), event.connectionId(), told.get("customer_id").asString());
    }
}
