package io.emdia.gateways.mercadopago;

import static io.emdia.gateways.mercadopago.MercadoPagoPayments.orMissing;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Subscriptions ({@code preapproval}). One that the payer has not authorized yet never began. A
 * trial lasts until the first change behind its end: Mercado Pago tells one when it charges first.
 */
final class MercadoPagoSubscriptions {

    private static final String CANCELLED = "cancelled";

    private static final Map<String, Status> STATUSES =
            Map.of("authorized", Status.ACTIVE, "paused", Status.PAUSED, CANCELLED, Status.ACTIVE);

    private static final Map<String, Interval> INTERVALS =
            Map.of(
                    "day", Interval.DAY,
                    "days", Interval.DAY,
                    "week", Interval.WEEK,
                    "weeks", Interval.WEEK,
                    "month", Interval.MONTH,
                    "months", Interval.MONTH,
                    "year", Interval.YEAR,
                    "years", Interval.YEAR);

    private static final int FREQUENCY_MAX = 1200;
    private static final String RECURRING = "auto_recurring";

    private MercadoPagoSubscriptions() {}

    static List<Event> read(Members body, Instant fetchedAt) {
        var preapproval =
                MercadoPagoSnapshot.of(
                        MercadoPagoApi.PREAPPROVAL, body, "last_modified", fetchedAt);
        return List.of(preapproval.event(facts(preapproval)));
    }

    private static List<Fact> facts(MercadoPagoSnapshot preapproval) {
        var facts = new ArrayList<Fact>();
        var body = preapproval.body();
        var status = STATUSES.get(preapproval.status());
        if (status != null && hasTerms(body)) {
            facts.add(told(preapproval, status));
        }
        if (preapproval.status().equals(CANCELLED)) {
            var endsOn = new FactDate.At(preapproval.at());
            facts.add(new SubscriptionCanceled(preapproval.id(), endsOn, null));
        }
        var email = body.orNull("payer_email", Members::text);
        if (body.states("payer_id") && email != null && !email.isBlank()) {
            facts.add(
                    new CustomerTold(
                            body.key("payer_id"),
                            Member.missing(),
                            Member.of(email),
                            Member.missing(),
                            Member.missing()));
        }
        return facts;
    }

    /** The end of a subscription need not repeat them. */
    private static boolean hasTerms(Members body) {
        return body.isObject(RECURRING)
                && body.object(RECURRING).states("frequency")
                && body.object(RECURRING).states("frequency_type");
    }

    private static SubscriptionTold told(MercadoPagoSnapshot preapproval, Status status) {
        var body = preapproval.body();
        var recurring = body.object(RECURRING);
        var currency =
                recurring.states("currency_id") ? recurring.currency("currency_id") : Decimals.REAL;
        var start = start(preapproval, recurring);
        var isTrial =
                status == Status.ACTIVE
                        && !preapproval.status().equals(CANCELLED)
                        && isTrial(recurring, start, preapproval.at());
        return new SubscriptionTold(
                preapproval.id(),
                orMissing(body.orNull("payer_id", Members::key)),
                orMissing(plan(body)),
                orMissing(
                        recurring.orNull(
                                "transaction_amount",
                                (from, name) -> Decimals.minorUnits(from, name, currency))),
                Member.of(currency),
                Member.of(recurring.oneOf("frequency_type", INTERVALS)),
                Member.of(frequency(recurring)),
                Member.of(isTrial ? Status.TRIALING : status),
                Member.of(new FactDate.At(start)));
    }

    private static @Nullable String plan(Members body) {
        var plan = body.orNull("preapproval_plan_id", Members::text);
        return plan == null || plan.isBlank() ? body.orNull("reason", Members::text) : plan;
    }

    private static int frequency(Members holder) {
        return Math.toIntExact(holder.integer("frequency", 1, FREQUENCY_MAX));
    }

    private static Instant start(MercadoPagoSnapshot preapproval, Members recurring) {
        var start = MercadoPagoSnapshot.time(recurring, "start_date");
        var created = start == null ? preapproval.time("date_created") : start;
        return Objects.requireNonNullElse(created, preapproval.at());
    }

    private static boolean isTrial(Members recurring, Instant start, Instant now) {
        if (!recurring.isObject("free_trial")) {
            return false;
        }
        var trial = recurring.object("free_trial");
        var length = frequency(trial);
        var period =
                switch (trial.oneOf("frequency_type", INTERVALS)) {
                    case DAY -> Period.ofDays(length);
                    case WEEK -> Period.ofWeeks(length);
                    case MONTH, QUARTER -> Period.ofMonths(length);
                    case YEAR -> Period.ofYears(length);
                };
        return now.isBefore(start.atZone(Moments.BRASILIA).plus(period).toInstant());
    }
}
