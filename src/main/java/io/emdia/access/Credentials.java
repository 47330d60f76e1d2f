package io.emdia.access;

import reactor.core.publisher.Mono;

/** Follows credentials while they are in use. */
public interface Credentials {

    /**
     * Completes within 5 s of the credential's revocation, sign-out or expiry: whatever was opened
     * with it (a stream) must then end.
     */
    Mono<Void> ended(Caller caller);
}
