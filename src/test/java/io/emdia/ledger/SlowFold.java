package io.emdia.ledger;

import io.emdia.calendar.BusinessCalendar;
import io.emdia.calendar.Calendars;
import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Charges by the letter of the contract from the whole set of events: every question is asked of
 * all facts anew, "which is the newest that says so", with nothing folded step by step. Shares the
 * shape of the answer with the product, and no rule.
 */
public final class SlowFold {

    private static final BusinessCalendar BANKS = Calendars.builtIn().named("BR").orElseThrow();

    private final List<Said> all = new ArrayList<>();
    private final SlowNames names = new SlowNames(all);

    private SlowFold(Collection<Ledger.Entry> counting) {
        for (var entry : counting) {
            var event = entry.event();
            for (var index = 0; index < event.facts().size(); index++) {
                if (event.facts().get(index) instanceof ChargeFact fact) {
                    var at = event.timestamp();
                    all.add(new Said(at.getEpochSecond(), at.getNano(), event.id(), index, fact));
                }
            }
        }
        all.sort(Said::order);
    }

    /** Every charge that counts, by id. */
    public static List<Charge> charges(
            Collection<Ledger.Entry> counting, String merchant, String connection) {
        var fold = new SlowFold(counting);
        var ids = new TreeSet<String>();
        fold.all.forEach(said -> ids.add(said.fact().chargeId()));
        return ids.stream()
                .filter(id -> fold.names.named(id).equals(id))
                .map(id -> fold.charge(new ChargeKey(merchant, connection, id)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private @Nullable Charge charge(ChargeKey key) {
        var id = key.chargeId();
        var amount = stated(id, ChargeTold::amount, ChargeImplied::amount);
        var currency = stated(id, ChargeTold::currency, ChargeImplied::currency);
        var issued = stated(id, ChargeTold::issuedOn, ChargeImplied::issuedOn);
        if (amount == null || currency == null || issued == null) {
            return null;
        }
        var method = method(id);
        var due = stated(id, ChargeTold::dueOn, ChargeImplied::issuedOn);
        var effective = due == null ? firstTry(id, method, day(issued)) : day(due);
        return new Charge(
                key,
                stated(id, ChargeTold::customerId, ChargeImplied::customerId),
                stated(id, ChargeTold::subscriptionId, _ -> null),
                currency,
                method,
                amount,
                day(issued),
                due == null ? null : day(due),
                isCard(method) ? effective : nextBankDay(effective),
                canceledOn(id),
                last(ChargeWrittenOff.class, id).map(off -> day(off.writtenOffOn())).orElse(null),
                payments(id, method),
                reversals(id),
                attempts(id, method),
                refunds(id),
                disputes(id),
                isSilent(id, isCard(method) ? effective : nextBankDay(effective)));
    }

    private boolean isSilent(String id, LocalDate due) {
        return all.stream()
                .filter(said -> ids(said.fact()).anyMatch(one -> names.named(one).equals(id)))
                .map(said -> Instant.ofEpochSecond(said.seconds(), said.nanos()))
                .noneMatch(at -> day(new FactDate.At(at)).isAfter(due));
    }

    private static Stream<String> ids(ChargeFact fact) {
        return fact instanceof ChargeLinked(var id, var of, _)
                ? Stream.of(id, of)
                : Stream.of(fact.chargeId());
    }

    private <T> @Nullable T stated(
            String id,
            Function<ChargeTold, Member<T>> told,
            Function<ChargeImplied, @Nullable T> implied) {
        var newest =
                names.of(ChargeTold.class, id)
                        .map(told)
                        .filter(member -> !(member instanceof Member.Missing))
                        .reduce((_, newer) -> newer);
        if (newest.isPresent() && newest.get() instanceof Member.Stated<T>(var value)) {
            return value;
        }
        var first = first(id);
        return first == null ? null : implied.apply(first);
    }

    /** Under another name only where nothing that is told under its own stands. */
    private @Nullable ChargeImplied first(String id) {
        var own = names.of(ChargeImplied.class, id).findFirst();
        return own.isPresent() || names.of(ChargeTold.class, id).anyMatch(SlowFold::states)
                ? own.orElse(null)
                : names.outright(ChargeImplied.class, id).findFirst().orElse(null);
    }

    private static boolean states(ChargeTold told) {
        return Stream.of(
                        told.customerId(),
                        told.subscriptionId(),
                        told.amount(),
                        told.currency(),
                        told.method(),
                        told.issuedOn(),
                        told.dueOn())
                .anyMatch(Member.Stated.class::isInstance);
    }

    private <F extends ChargeFact> Optional<F> last(Class<F> kind, String id) {
        return names.of(kind, id).reduce((_, newer) -> newer);
    }

    private Method method(String id) {
        var own = stated(id, ChargeTold::method, ChargeImplied::method);
        if (own != null && own != Method.UNKNOWN) {
            return own;
        }
        Method alias = null;
        for (var fact : names.alias(id).toList()) {
            alias =
                    switch (fact) {
                        case ChargeImplied told when told.method() != null -> told.method();
                        case PaymentSucceeded told when told.method() != null -> told.method();
                        case PaymentFailed told -> alias == null ? told.method() : alias;
                        default -> alias;
                    };
        }
        return alias == null ? Method.UNKNOWN : alias;
    }

    private LocalDate firstTry(String id, Method method, LocalDate issued) {
        if (!isCard(method) && method != Method.PIX_AUTOMATIC) {
            return issued;
        }
        var days = new TreeSet<LocalDate>();
        names.newestOfOneName(PaymentSucceeded.class, id, PaymentSucceeded::paymentId)
                .forEach(payment -> days.add(day(payment.paidOn())));
        names.newestOfOneName(PaymentFailed.class, id, PaymentFailed::attemptId)
                .forEach(attempt -> days.add(day(new FactDate.At(attempt.failedAt()))));
        return days.isEmpty() ? issued : days.first();
    }

    private @Nullable LocalDate canceledOn(String id) {
        var payments =
                names.newestOfOneName(PaymentSucceeded.class, id, PaymentSucceeded::paymentId);
        var facts = Stream.concat(names.of(ChargeFact.class, id), payments.stream()).toList();
        var on = new SlowCancellation(facts).on();
        return on == null ? null : day(on);
    }

    private List<Charge.Payment> payments(String id, Method own) {
        return names
                .newestOfOneName(PaymentSucceeded.class, id, PaymentSucceeded::paymentId)
                .stream()
                .map(told -> payment(told, own))
                .toList();
    }

    private static Charge.Payment payment(PaymentSucceeded told, Method own) {
        return new Charge.Payment(
                told.paymentId(),
                told.amount(),
                told.discount(),
                told.fine(),
                told.interest(),
                told.method() == null ? own : told.method(),
                day(told.paidOn()));
    }

    private List<Charge.Reversal> reversals(String id) {
        return names.newest(PaymentReversed.class, id, PaymentReversed::paymentId).stream()
                .map(told -> new Charge.Reversal(told.paymentId(), day(told.reversedOn())))
                .toList();
    }

    private List<Charge.Attempt> attempts(String id, Method own) {
        return names.newestOfOneName(PaymentFailed.class, id, PaymentFailed::attemptId).stream()
                .map(told -> attempt(names.explained(id, told), own))
                .toList();
    }

    private static Charge.Attempt attempt(PaymentFailed told, Method own) {
        return new Charge.Attempt(
                told.attemptId(),
                told.method() == null ? own : told.method(),
                told.code(),
                told.failedAt(),
                day(new FactDate.At(told.failedAt())));
    }

    private List<Charge.Refund> refunds(String id) {
        return SlowRefunds.of(
                Stream.concat(names.of(ChargeFact.class, id), names.alias(id)).toList());
    }

    private List<Charge.Dispute> disputes(String id) {
        return names.newest(DisputeOpened.class, id, DisputeOpened::disputeId).stream()
                .map(told -> dispute(id, told))
                .toList();
    }

    private Charge.Dispute dispute(String id, DisputeOpened told) {
        var closing =
                names.of(DisputeClosed.class, id)
                        .filter(closed -> closed.disputeId().equals(told.disputeId()))
                        .reduce((_, newer) -> newer);
        return new Charge.Dispute(
                told.disputeId(),
                told.paymentId(),
                told.amount(),
                day(told.openedOn()),
                closing.isPresent() && closing.get().won(),
                closing.map(closed -> day(closed.closedOn())).orElse(null));
    }

    private static boolean isCard(Method method) {
        return method == Method.CREDIT_CARD || method == Method.DEBIT_CARD;
    }

    private static LocalDate nextBankDay(LocalDate day) {
        return BANKS.isBusinessDay(day) ? day : nextBankDay(day.plusDays(1));
    }

    static LocalDate day(FactDate date) {
        return switch (date) {
            case FactDate.OnDay(var day) -> day;
            case FactDate.At(var instant) -> LocalDate.ofInstant(instant, MemoryLedger.ZONE);
        };
    }
}
