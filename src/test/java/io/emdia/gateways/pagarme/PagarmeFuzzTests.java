package io.emdia.gateways.pagarme;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class PagarmeFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new PagarmeGateway(),
                    "corpus-user:corpus-pass",
                    Map.of(),
                    List.of(PagarmeApi.CHARGE));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
