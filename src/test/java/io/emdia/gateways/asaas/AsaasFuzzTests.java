package io.emdia.gateways.asaas;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class AsaasFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new AsaasGateway(),
                    "a-token-of-the-corpus-that-nobody-has",
                    Map.of(),
                    List.of("payment"));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
