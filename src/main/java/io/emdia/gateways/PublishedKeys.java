package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.security.PublicKey;

/** The public keys that gateways publish. Answers from memory: never waits, never asks anybody. */
@FunctionalInterface
public interface PublishedKeys {

    PublishedKeys NONE = (_, _) -> null;

    /**
     * Null when the set has no such key, or has not been read yet.
     *
     * @param set where the key set is published
     * @param id as the set names it
     */
    @Nullable PublicKey find(URI set, String id);
}
