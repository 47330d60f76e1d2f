package io.emdia.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.deliveries.Delivery;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Person;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * By what a delivery is known to tell of a person: the customer's id, its e-mail, its document or
 * its phone stands in it as a value of its own. An id so short that it might be anything counts
 * only under a name that speaks of customers.
 */
final class PersonTraces {

    private static final JsonMapper JSON = new JsonMapper();

    /** From so many letters on an id is nobody else's value. */
    private static final int TELLING_MIN = 8;

    /** Of a phone or a document. */
    private static final int DIGITS_MIN = 8;

    /** Texts within texts, as a form that holds JSON. */
    private static final int DEPTH_MAX = 64;

    private static final Pattern PARTS = Pattern.compile("[&;]");
    private static final Pattern MARKS = Pattern.compile("[^0-9a-z]+");
    private static final Pattern CUSTOMER =
            Pattern.compile(
                    "custom|client|payer|buyer|shopper|subscriber|consumer|person|pagador|devedor");

    private final String id;
    private final @Nullable String email;
    private final @Nullable String document;
    private final @Nullable String phone;

    PersonTraces(CustomerKey customer, Person person) {
        this.id = customer.customerId();
        this.email = lower(person.email());
        this.document = bare(person.document());
        this.phone = bare(person.phone());
    }

    boolean isIn(Delivery delivery) {
        return isInText("", new String(delivery.body(), UTF_8), 0)
                || isInForm("", delivery.query(), 0)
                || delivery.headers().entrySet().stream()
                        .anyMatch(header -> isValue(header.getKey(), header.getValue()));
    }

    private boolean isInText(String name, String text, int depth) {
        if (depth > DEPTH_MAX) {
            return false;
        }
        var json = json(text);
        return json == null ? isInForm(name, text, depth) : isInJson(name, json, depth);
    }

    private static @Nullable JsonNode json(String text) {
        var start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    private boolean isInJson(String path, JsonNode node, int depth) {
        if (depth > DEPTH_MAX) {
            return false;
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .anyMatch(
                            member ->
                                    isInJson(
                                            path + "." + member.getKey(),
                                            member.getValue(),
                                            depth + 1));
        }
        if (node.isArray()) {
            return node.valueStream().anyMatch(element -> isInJson(path, element, depth + 1));
        }
        return isValue(path, node.asString())
                || node.isString()
                        && json(node.asString()) != null
                        && isInText(path, node.asString(), depth + 1);
    }

    private boolean isInForm(String name, String text, int depth) {
        for (var part : PARTS.split(text)) {
            var at = part.indexOf('=');
            var value = decoded(part.substring(at + 1));
            var under = at < 0 ? name : name + "." + decoded(part.substring(0, at));
            if (isValue(under, value) || json(value) != null && isInText(under, value, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private boolean isValue(String path, String value) {
        if (value.equals(id)) {
            return id.length() >= TELLING_MIN
                    || CUSTOMER.matcher(path.toLowerCase(Locale.ROOT)).find();
        }
        var bare = bare(value);
        return email != null && value.toLowerCase(Locale.ROOT).contains(email)
                || bare != null && (bare.equals(document) || phone != null && isPhone(bare, phone));
    }

    /** With or without the code of a country. */
    private static boolean isPhone(String one, String other) {
        return one.endsWith(other) || other.endsWith(one);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** Without marks; null for what is too short to be a document or a phone. */
    private static @Nullable String bare(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var bare = MARKS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return bare.length() < DIGITS_MIN ? null : bare;
    }
}
