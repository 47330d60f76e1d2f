package io.emdia.gateways.adyen;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class AdyenFuzzTests {

    private final Hostile sender =
            new Hostile(new AdyenGateway(), "AB".repeat(32), AdyenBodies.MANUAL, List.of());

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
