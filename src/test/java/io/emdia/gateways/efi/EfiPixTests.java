package io.emdia.gateways.efi;

import static io.emdia.gateways.efi.EfiBodies.all;
import static io.emdia.gateways.efi.EfiBodies.bytes;
import static io.emdia.gateways.efi.EfiBodies.events;
import static io.emdia.gateways.efi.EfiBodies.pix;
import static io.emdia.gateways.efi.EfiBodies.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.Event;
import io.emdia.gateways.Truth;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

class EfiPixTests {

    private static final String TXID = "7301demoMarco2026txid000000031";
    private static final int ORDERS = 200;

    @Test
    void marchWasPaidAndGivenBackInAnyOrder() {
        var story = new ArrayList<Event>();
        for (var name : List.of("pix-received", "pix-giving-back", "pix-given-back")) {
            story.addAll(events(webhook(bytes(name + ".json"))).events());
        }
        var truth = Truth.asking(14990);
        truth.paid(LocalDate.parse("2026-03-13"), 14990, "pix");
        truth.refunded(LocalDate.parse("2026-03-20"), 14990);

        assertThat(Retold.of(story).ids()).containsExactly(TXID);
        assertThat(Truth.of(Retold.of(story).charge(TXID))).isEqualTo(truth);
        assertThat(Retold.of(story).status(TXID, "2026-03-19")).isEqualTo("paid");
        assertThat(Retold.of(story).status(TXID, "2026-03-20")).isEqualTo("refunded");
        Retold.holdsInAnyOrder(story, ORDERS);
    }

    @Test
    void theReceivedPixIsTheSameEventInEveryBody() {
        var first = events(webhook(bytes("pix-received.json"))).events();
        var later = events(webhook(bytes("pix-given-back.json"))).events();

        assertThat(later.getFirst()).isEqualTo(first.getFirst());
        assertThat(later).hasSize(2);
    }

    @Test
    void everyElementIsAnEventOfItsOwn() {
        var read = pix(element("E1", ""), element("E2", ",'txid':'T2'"));

        assertThat(read).extracting(Event::id).containsExactly("E1", "E2");
        assertThat(Retold.of(read).ids()).containsExactly("E1", "T2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "***"})
    void whatWasAskedOfNobodyInParticularIsAChargeOfItsOwn(String txid) {
        var of = ",'txid':'" + txid + "'";

        assertThat(Retold.of(pix(element("E1", of), element("E2", of))).ids())
                .containsExactly("E1", "E2");
    }

    @ParameterizedTest
    @CsvSource({
        "EM_PROCESSAMENTO,ORIGINAL,0,0,0,0",
        "DEVOLVIDO,ORIGINAL,1,0,0,0",
        "DEVOLVIDO,RETIRADA,1,0,0,0",
        "NAO_REALIZADO,ORIGINAL,0,1,0,0",
        "EM_PROCESSAMENTO,MED_FRAUDE,0,0,0,0",
        "DEVOLVIDO,MED_FRAUDE,0,0,1,0",
        "DEVOLVIDO,MED_OPERACIONAL,0,0,1,0",
        "DEVOLVIDO,MED_PIX_AUTOMATICO,0,0,1,0",
        "NAO_REALIZADO,MED_FRAUDE,0,0,0,1"
    })
    void whatIsGivenBackIsARefundUnlessItWasForced(
            String status, String nature, int refunds, int failed, int opened, int closed) {
        var read = pix(element("E1", backs(status, nature)));

        assertThat(all(RefundSucceeded.class, read)).hasSize(refunds);
        assertThat(all(RefundFailed.class, read)).hasSize(failed);
        assertThat(all(DisputeOpened.class, read)).hasSize(opened);
        assertThat(all(DisputeClosed.class, read)).hasSize(closed);
        assertThat(read.getLast().id()).isEqualTo("E1|d1|" + status);
    }

    @Test
    void whatWasForcedBackIsOwedAgain() {
        var read = pix(element("E1", backs("DEVOLVIDO", "MED_FRAUDE")));

        assertThat(Retold.of(read).status("E1", "2026-03-20")).isEqualTo("disputed");
    }

    @Test
    void fineAndInterestAreOnTopAndADiscountIsWaived() {
        var parts =
                ",'componentesValor':{'original':{'valor':'9.00'},'multa':{'valor':'0.70'},"
                        + "'juros':{'valor':'0.50'},'desconto':{'valor':'0.15'},"
                        + "'abatimento':{'valor':'0.05'}}";
        var paid = all(PaymentSucceeded.class, pix(element("E1", parts))).getFirst();

        assertThat(paid.amount()).isEqualTo(880);
        assertThat(paid.fine()).isEqualTo(70);
        assertThat(paid.interest()).isEqualTo(50);
        assertThat(paid.discount()).isEqualTo(20);
        assertThat(Retold.of(pix(element("E1", parts))).charge("E1").amount()).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",'tipo':'SOLICITACAO','status':'REALIZADO'",
                ",'gnExtras':{'idEnvio':'1'}",
                ",'tipo':'SOLICITACAO','horario':{'solicitacao':'2026-03-13T10:00:00Z'}"
            })
    void whatTheAccountSendsIsNotReceived(String sent) {
        var body = "{'endToEndId':'E1','valor':'10.00'" + sent + "}";

        assertThat(pix(body)).singleElement().matches(event -> event.facts().isEmpty());
    }

    private static String element(String id, String more) {
        return "{'endToEndId':'%s','valor':'10.00','horario':'2026-03-13T17:22:31.000Z'%s}"
                .formatted(id, more);
    }

    private static String backs(String status, String nature) {
        return (",'devolucoes':[{'id':'d1','rtrId':'D1','valor':'10.00','status':'%s',"
                        + "'natureza':'%s','horario':{'solicitacao':'2026-03-20T12:40:12.000Z'}}]")
                .formatted(status, nature);
    }
}
