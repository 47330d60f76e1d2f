package io.emdia.gateways.adyen;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.FactDate;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One notification item, read strictly. The same members stand in a form, where amount and
 * additional data are not nested.
 *
 * <p>Which charge an item is about: the merchant's reference is what the merchant asks money for,
 * and all attempts at it bear the same one, so that is the charge's id; a payment's own PSP
 * reference is another name of it, which the payment's items tell. What happens to a payment later
 * names the payment as {@code originalReference}; its merchant reference may be the one of that
 * request alone, so refunds and disputes are told of the payment's name.
 */
final class AdyenItem {

    private static final int REASON_LENGTH_MAX = 255;
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,16}");
    private static final String REFERENCE = "merchantReference";
    private static final String PSP = "pspReference";
    private static final String ORIGINAL = "originalReference";

    private final Members item;
    private final @Nullable Members amount;
    private final @Nullable Members additional;
    private final String prefix;

    private AdyenItem(
            Members item, @Nullable Members amount, @Nullable Members additional, String prefix) {
        this.item = item;
        this.amount = amount;
        this.additional = additional;
        this.prefix = prefix;
    }

    static AdyenItem ofJson(Members item) {
        return new AdyenItem(item, objectOf(item, "amount"), objectOf(item, "additionalData"), "");
    }

    static AdyenItem ofForm(Members form) {
        return new AdyenItem(form, form, form, "additionalData.");
    }

    private static @Nullable Members objectOf(Members item, String name) {
        return item.states(name) ? item.object(name) : null;
    }

    /** What its signature is made over: eight members, joined and not escaped. */
    byte[] signed() {
        return String.join(
                        ":",
                        raw(item, PSP),
                        raw(item, ORIGINAL),
                        raw(item, "merchantAccountCode"),
                        raw(item, REFERENCE),
                        raw(amount, "value"),
                        raw(amount, "currency"),
                        raw(item, "eventCode"),
                        raw(item, "success"))
                .getBytes(UTF_8);
    }

    private static String raw(@Nullable Members holder, String name) {
        return holder != null && holder.states(name) ? holder.scalar(name) : "";
    }

    String signature() {
        return raw(additional, prefix + "hmacSignature");
    }

    /** Adyen's own key of what is the same notification sent again. */
    String eventId() {
        var id = String.join("|", code(), psp(), raw(item, "success"));
        return id.length() <= Members.ID_LENGTH_MAX ? id : Digests.sha256Hex(id.getBytes(UTF_8));
    }

    String digest() {
        return item.digest();
    }

    String code() {
        return item.id("eventCode");
    }

    Instant at() {
        return Moments.instant(item, "eventDate", Moments.BRASILIA);
    }

    FactDate on() {
        return new FactDate.At(at());
    }

    boolean isSuccess() {
        return switch (raw(item, "success")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw item.misread("success", "must be true or false");
        };
    }

    String psp() {
        return item.id(PSP);
    }

    /** The payment this is about; older accounts name it in place of the dispute. */
    String payment() {
        return isOfAnother() ? item.id(ORIGINAL) : psp();
    }

    boolean isOfAnother() {
        return !raw(item, ORIGINAL).isEmpty();
    }

    /** What the merchant calls the charge; where it calls it nothing, the payment. */
    String charge() {
        return raw(item, REFERENCE).isEmpty() ? payment() : item.id(REFERENCE);
    }

    long amount() {
        var text = raw(amount, "value");
        if (!AMOUNT.matcher(text).matches() || Long.parseLong(text) > Members.AMOUNT_MAX) {
            throw item.misread("amount.value", "must be whole minor units, not negative");
        }
        return Long.parseLong(text);
    }

    String currency() {
        if (amount == null) {
            throw item.misread("amount", "must be an object");
        }
        return amount.currency("currency");
    }

    String method() {
        return raw(item, "paymentMethod");
    }

    /** Why not, in the acquirer's words: Adyen sends no code of its own. */
    @Nullable String reason() {
        var reason = raw(item, "reason").strip();
        if (reason.isEmpty()) {
            return null;
        }
        return reason.substring(
                0, reason.offsetByCodePoints(0, Math.min(codePoints(reason), REASON_LENGTH_MAX)));
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The day a text begins with; null where it begins with none. */
    static @Nullable FactDate day(String text) {
        try {
            return new FactDate.OnDay(
                    LocalDate.parse(text.substring(0, Math.min(10, text.length()))));
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** The first of the names that additional data holds; null for none. */
    @Nullable String additional(String... names) {
        for (var name : List.of(names)) {
            var value = raw(additional, prefix + name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** Null where no shopper is named. */
    @Nullable String shopper() {
        for (var name : List.of("recurring.shopperReference", "shopperReference")) {
            if (additional != null && additional(name) != null) {
                return additional.id(prefix + name);
            }
        }
        return null;
    }
}
