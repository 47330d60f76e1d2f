package io.emdia.gateways.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.gateways.Reading;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Stream;

/** How a dispute ended is told by more than the event of its end. */
class StripeDisputesTests {

    private static final int ORDERS = 50;
    private static final long CLOSED = 1776000000; // 2026-04-12
    private static final long MOVED = 1776200000; // 2026-04-14

    @ParameterizedTest
    @CsvSource({
        "funds_reinstated,won,true",
        "updated,won,true",
        "updated,lost,false",
        "funds_withdrawn,lost,false"
    })
    void aDisputeIsClosedThoughItsClosingIsNotTold(String type, String status, boolean won) {
        var dispute = dispute(event("charge.dispute." + type, MOVED, status));

        assertThat(dispute.won()).isEqualTo(won);
        assertThat(dispute.closedOn()).isEqualTo("2026-04-14");
    }

    @Test
    void theDayOfItsClosingIsBelieved() {
        var closed = event("charge.dispute.closed", CLOSED, "won");
        var moved = event("charge.dispute.funds_reinstated", MOVED, "won");

        assertThat(dispute(closed, moved).closedOn()).isEqualTo("2026-04-12");
    }

    @Test
    void anOpenDisputeIsNotGuessedToBeOver() {
        assertThat(dispute(event("charge.dispute.updated", MOVED, "under_review")).closedOn())
                .isNull();
    }

    @SafeVarargs
    private static Charge.Dispute dispute(List<Event>... told) {
        var paid =
                StripeBodies.event(
                        "e0",
                        1773422500,
                        "charge.succeeded",
                        "{'id':'ch_1','amount':500,'currency':'brl','created':1773422500}");
        var events = Stream.concat(Stream.of(paid), Stream.of(told).flatMap(List::stream)).toList();
        Retold.holdsInAnyOrder(events, ORDERS);
        var disputes = Retold.of(events).charge("ch_1").disputes();
        assertThat(disputes).hasSize(1);
        return disputes.getFirst();
    }

    private static List<Event> event(String type, long created, String status) {
        var body =
                ("{'id':'%s','object':'event','created':%d,'type':'%s','data':{'object':{"
                                + "'id':'du_1','amount':500,'currency':'brl','charge':'ch_1',"
                                + "'created':1775000000,'status':'%s'}}}")
                        .formatted(type, created, type, status)
                        .replace('\'', '"');
        var reading = StripeBodies.reading(body.getBytes(UTF_8));
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }
}
