package io.emdia.demo;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** How one kind of gateway tells what happens. */
interface Dialect {

    String gateway();

    /** How customers pay there; others pay by the first of them. */
    Set<Method> methods();

    /** A secret as the gateway's panel would show it, made of random bytes. */
    String secret(byte[] random);

    /**
     * Null for what this gateway does not tell.
     *
     * @param now when it is posted, which may be long after it happened
     */
    @Nullable Letter letter(Scene scene, String secret, Instant now);

    /** Its webhooks say too little, so that its API is asked. */
    boolean hasApi();

    /** The path and the JSON that its API answers about a sale; null without an API. */
    @Nullable Told told(Scene scene);

    record Told(String path, Map<String, Object> resource) {}
}
