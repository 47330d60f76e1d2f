package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class FactCodecTests {

    private static final FactDate DAY = new FactDate.OnDay(LocalDate.parse("2025-06-10"));
    private static final FactDate INSTANT =
            new FactDate.At(Instant.parse("2025-06-10T02:30:00.123456Z"));

    private static final List<Fact> ONE_OF_EACH =
            List.of(
                    new CustomerFact.CustomerTold(
                            "c",
                            Member.of("Ana"),
                            Member.cleared(),
                            Member.missing(),
                            Member.of("")),
                    new SubscriptionFact.SubscriptionTold(
                            "s",
                            Member.of("c"),
                            Member.missing(),
                            Member.of(14990L),
                            Member.of("BRL"),
                            Member.of(SubscriptionFact.Interval.MONTH),
                            Member.of(1),
                            Member.of(SubscriptionFact.Status.TRIALING),
                            Member.of(DAY)),
                    new SubscriptionFact.SubscriptionCanceled(
                            "s", DAY, SubscriptionFact.CancelReason.NOT_PAID),
                    new ChargeFact.ChargeTold(
                            "ch",
                            Member.missing(),
                            Member.cleared(),
                            Member.of(0L),
                            Member.of("BRL"),
                            Member.of(Method.PIX_AUTOMATIC),
                            Member.of(DAY),
                            Member.cleared()),
                    new ChargeFact.ChargeImplied("ch", null, 5, "BRL", Method.PIX, INSTANT),
                    new ChargeFact.ChargeLinked("ch", "in", true),
                    new ChargeFact.ChargeCanceled("ch", DAY),
                    new ChargeFact.ChargeLapsed("ch", DAY),
                    new ChargeFact.ChargeRestored("ch"),
                    new ChargeFact.ChargeWrittenOff("ch", DAY),
                    new ChargeFact.PaymentSucceeded("ch", "p", 5, null, INSTANT, 0, 1, 2),
                    new ChargeFact.PaymentReversed("ch", "p", DAY),
                    new ChargeFact.PaymentFailed(
                            "ch", "a", 2, null, "51", Instant.parse("2025-06-10T02:30:00Z")),
                    new ChargeFact.RefundSucceeded("ch", "r", null, 5, DAY),
                    new ChargeFact.RefundFailed("ch", "r"),
                    new ChargeFact.RefundWithdrawn("ch", "r", 10, DAY),
                    new ChargeFact.RefundedInAll("ch", 10, DAY),
                    new ChargeFact.DisputeOpened("ch", "d", null, 5, DAY),
                    new ChargeFact.DisputeClosed("ch", "d", true, DAY));

    @Test
    void everyKindOfFactComesBackAsItWas() {
        assertThat(FactCodec.read(FactCodec.write(ONE_OF_EACH))).isEqualTo(ONE_OF_EACH);
        assertThat(ONE_OF_EACH.stream().map(Fact::getClass).collect(Collectors.toSet()))
                .isEqualTo(everyKind());
    }

    @Test
    void aMissingMemberIsLeftOutAndAClearedOneIsNull() {
        assertThat(FactCodec.write(ONE_OF_EACH.subList(0, 1)))
                .isEqualTo(
                        """
                        [{"type":"customer.upserted","customer_id":"c","name":"Ana","email":null,\
                        "document":""}]\
                        """);
    }

    @Test
    void aChargeStoredBeforeSilenceWasKnownIsNotSilent() {
        var stored =
                """
                {"key":{"merchant_id":"m","connection_id":"c","charge_id":"ch"},"currency":"BRL",
                 "method":"pix","amount":1,"issued_on":"2025-06-10",
                 "effective_due_on":"2025-06-10","payments":[],"reversals":[],"attempts":[],
                 "refunds":[],"disputes":[]}\
                """;

        assertThat(FactCodec.readState(stored, Charge.class).silent()).isFalse();
    }

    @Test
    void aChargeOfWhichLittleWasToldComesBackAsItWas() {
        var day = LocalDate.parse("2025-06-10");
        var charge =
                new Charge(
                        new ChargeKey("m", "c", "ch"),
                        null,
                        null,
                        "BRL",
                        Method.UNKNOWN,
                        0,
                        day,
                        null,
                        day,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        true);

        assertThat(FactCodec.readState(FactCodec.writeState(charge), Charge.class))
                .isEqualTo(charge);
    }

    private static Set<Class<?>> everyKind() {
        return Stream.of(ChargeFact.class, CustomerFact.class, SubscriptionFact.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .collect(Collectors.toSet());
    }
}
