package io.emdia.gateways.pagbank;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class PagbankFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new PagbankGateway(),
                    "corpus-token-of-pagbank",
                    Map.of(),
                    List.of(PagbankApi.CHARGE));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
