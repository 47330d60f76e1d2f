package io.emdia.gateways.stripe;

import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Members;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The object an event carries, with how Stripe writes ids, times and money.
 *
 * @param type the event's
 * @param toldAt when the event was made, to the second
 */
record StripeObject(String type, Instant toldAt, Members members) {

    /** In ISO 4217 they have no minor unit; Stripe counts them in hundredths. */
    private static final Set<String> COUNTED_IN_HUNDREDTHS = Set.of("ISK", "UGX");

    /** In ISO 4217 it has a minor unit; Stripe counts it in whole units. */
    private static final String COUNTED_WHOLE = "MGA";

    private static final int HUNDRED = 100;

    String id() {
        return members.id("id");
    }

    /** An id, or the id of the object it was expanded to. */
    static @Nullable String reference(Members from, String name) {
        if (from.isObject(name)) {
            return from.object(name).id("id");
        }
        return from.orNull(name, Members::id);
    }

    @Nullable String reference(String name) {
        return reference(members, name);
    }

    /** The customer's id, or none where Stripe says null. */
    Member<String> customer() {
        var customer = reference("customer");
        return customer == null ? none("customer") : Member.of(customer);
    }

    /** What is left out may be known from elsewhere; what is null is not. */
    <T> Member<T> none(String name) {
        return members.has(name) ? Member.cleared() : Member.missing();
    }

    /** Written in lower case there. */
    String currency() {
        return currency(members);
    }

    static String currency(Members from) {
        var code = from.text("currency").toUpperCase(Locale.ROOT);
        if (!Currencies.isKnown(code)) {
            throw from.misread("currency", "must be an ISO 4217 code");
        }
        return code;
    }

    long amount(String name) {
        return minorUnits(members, name, members.amount(name), currency());
    }

    /** An amount of Stripe's in the minor units of ISO 4217. */
    static long minorUnits(Members from, String name, long amount, String currency) {
        if (currency.equals(COUNTED_WHOLE) && amount <= Members.AMOUNT_MAX / HUNDRED) {
            return amount * HUNDRED;
        }
        if (COUNTED_IN_HUNDREDTHS.contains(currency) && amount % HUNDRED == 0) {
            return amount / HUNDRED;
        }
        if (currency.equals(COUNTED_WHOLE) || COUNTED_IN_HUNDREDTHS.contains(currency)) {
            throw from.misread(name, "must be an amount that " + currency + " has");
        }
        return amount;
    }

    /** The other way round. */
    static long counted(long minorUnits, String currency) {
        if (currency.equals(COUNTED_WHOLE)) {
            return minorUnits / HUNDRED;
        }
        return COUNTED_IN_HUNDREDTHS.contains(currency)
                ? Math.multiplyExact(minorUnits, HUNDRED)
                : minorUnits;
    }

    /** Nothing where it is left out. */
    long amountOrZero(String name) {
        return members.states(name) ? amount(name) : 0;
    }

    @Nullable Instant time(String name) {
        return time(members, name);
    }

    static @Nullable Instant time(Members from, String name) {
        return from.orNull(name, Members::epochSecond);
    }

    /** The first of the times that is there, else when it was told. */
    FactDate on(@Nullable Instant... times) {
        for (var time : times) {
            if (time != null) {
                return new FactDate.At(time);
            }
        }
        return new FactDate.At(toldAt);
    }

    /** The elements of a list object, none when it was not sent along. */
    static List<Members> list(Members from, String name) {
        if (!from.isObject(name)) {
            return List.of();
        }
        var list = from.object(name);
        return list.states("data") ? list.objects("data") : List.of();
    }
}
