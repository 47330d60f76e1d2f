package io.emdia.gateways.mercadopago;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class MercadoPagoFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new MercadoPagoGateway(),
                    "secret_of_the_corpus",
                    Map.of(),
                    List.of(
                            "payment",
                            "preapproval",
                            "authorized_payment",
                            "order",
                            "chargeback",
                            "merchant_order",
                            "payments_of_reference"));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
