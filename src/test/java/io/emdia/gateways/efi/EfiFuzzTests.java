package io.emdia.gateways.efi;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.emdia.gateways.Hostile;

import java.util.List;
import java.util.Map;

/** Corpus in the resources beside this class; longer by hand with {@code JAZZER_FUZZ=1}. */
class EfiFuzzTests {

    private final Hostile sender =
            new Hostile(
                    new EfiGateway(),
                    "secret_of_the_corpus",
                    Map.of(),
                    List.of("notification", "charge", "subscription"));

    @FuzzTest(maxDuration = "5m")
    void readsAnything(byte[] bytes) {
        sender.send(bytes);
    }
}
