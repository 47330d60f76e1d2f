package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Names for customers whom a gateway itself does not name: the same document or address has the
 * same name, which tells nothing of it.
 */
@FunctionalInterface
public interface Pseudonyms {

    int LENGTH = 32;

    /**
     * Of nobody's: whoever tries all documents finds the one behind a name. For readings whose
     * outcome is not kept.
     */
    Pseudonyms NOBODYS = text -> Digests.sha256Hex(text.getBytes(UTF_8)).substring(0, LENGTH);

    /** {@link #LENGTH} hexadecimal digits. */
    String of(String text);
}
