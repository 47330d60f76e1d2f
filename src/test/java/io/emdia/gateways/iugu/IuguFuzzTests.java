package io.emdia.gateways.iugu;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class IuguFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new IuguGateway(),
                    "authorization-of-the-corpus",
                    Map.of(),
                    List.of("invoice", "attempt", "subscription", "plan"));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
