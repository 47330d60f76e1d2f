package io.emdia.auditlog;

import reactor.core.publisher.Mono;

import java.util.Map;

/** Where an act goes that changes nothing in the database. */
@FunctionalInterface
public interface Acts {

    /**
     * Done by whoever the request is from.
     *
     * @param subject what it was done to: an id of ours
     * @param details hold no secret and nothing of a person
     */
    Mono<Void> record(String merchantId, Act act, String subject, Map<String, String> details);
}
