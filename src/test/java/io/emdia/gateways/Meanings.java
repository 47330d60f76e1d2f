package io.emdia.gateways;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** What deliveries claim and prove, however it is written. */
final class Meanings {

    private static final List<String> ADYEN_SIGNED =
            List.of(
                    "pspReference",
                    "originalReference",
                    "merchantAccountCode",
                    "merchantReference",
                    "eventCode",
                    "success");
    private static final JsonMapper JSON = new JsonMapper();

    private Meanings() {}

    static Object asItIs(Delivered delivered) {
        return meant(delivered, text -> text);
    }

    static Object adyenSigned(Delivered delivered) {
        try {
            var item =
                    JSON.readTree(delivered.body())
                            .at("/notificationItems/0/NotificationRequestItem");
            var signed = new TreeMap<String, String>();
            ADYEN_SIGNED.forEach(name -> signed.put(name, item.path(name).asString("")));
            signed.put("value", item.at("/amount/value").asString(""));
            signed.put("currency", item.at("/amount/currency").asString(""));
            signed.put("proof", item.at("/additionalData/hmacSignature").asString(""));
            return signed;
        } catch (JacksonException unreadable) {
            return "unreadable";
        }
    }

    /** Bits behind the last whole byte of base64 mean nothing. */
    static Object decodedSignature(Delivered delivered) {
        return meant(delivered, Meanings::decodedTail);
    }

    private static Object decodedTail(String text) {
        var from = Math.max(after(text, ","), after(text, "signature="));
        try {
            var tail = text.substring(from).replace('-', '+').replace('_', '/').strip();
            return text.substring(0, from).replace(" ", "")
                    + Arrays.toString(Base64.getDecoder().decode(tail));
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static int after(String text, String mark) {
        var at = text.lastIndexOf(mark);
        return at < 0 ? 0 : at + mark.length();
    }

    /** The id of the query is signed in lower case or as it is, whichever way it comes. */
    static Object withoutCaseOfTheId(Delivered delivered) {
        var ids = delivered.query().getOrDefault("data.id", List.of());
        var lower = ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
        return meant(delivered.withQuery("data.id", lower), text -> text);
    }

    static Object withoutCase(Delivered delivered) {
        return meant(delivered, text -> text.toLowerCase(Locale.ROOT));
    }

    static Object login(Delivered delivered) {
        return meant(delivered, Meanings::decodedLogin);
    }

    private static Object decodedLogin(String text) {
        try {
            var isBasic = text.regionMatches(true, 0, "basic ", 0, 6);
            return isBasic ? new String(Base64.getDecoder().decode(text.substring(6))) : text;
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** Everything as it is, but for each header in the meaning of the proof's. */
    static Object meant(Delivered delivered, Function<String, Object> meaning) {
        var headers = new HashMap<String, List<Object>>();
        delivered
                .headers()
                .forEach(
                        (name, values) -> headers.put(name, values.stream().map(meaning).toList()));
        return List.of(headers, delivered.query(), Arrays.hashCode(delivered.body()));
    }
}
