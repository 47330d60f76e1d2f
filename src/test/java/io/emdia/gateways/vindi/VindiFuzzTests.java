package io.emdia.gateways.vindi;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class VindiFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new VindiGateway(),
                    "secret-of-the-corpus",
                    Map.of(),
                    List.of("bill", "subscription"));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
