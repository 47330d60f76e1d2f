package io.emdia.operations;

import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.merchants.MerchantConnections;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;

/** Which connection an import's lines belong to. */
@Component
final class ImportTargets {

    private static final String MEMBER = "connection_id";
    private static final String STANDARD = "standard";

    private final MerchantConnections connections;

    ImportTargets(MerchantConnections connections) {
        this.connections = connections;
    }

    /**
     * The one that is named, else the only enabled one of the gateway; events may have one made for
     * them.
     */
    Mono<Connection> of(String merchantId, @Nullable String named, String gateway) {
        return connections
                .enabled(merchantId)
                .map(all -> all.stream().filter(one -> one.gateway().equals(gateway)).toList())
                .flatMap(fit -> choose(merchantId, named, gateway, fit));
    }

    private Mono<Connection> choose(
            String merchantId, @Nullable String named, String gateway, List<Connection> fit) {
        if (named != null) {
            return fit.stream()
                    .filter(one -> one.id().equals(named))
                    .findFirst()
                    .map(Mono::just)
                    .orElseThrow(() -> notOne(gateway));
        }
        if (fit.size() == 1) {
            return Mono.just(fit.getFirst());
        }
        if (fit.isEmpty() && gateway.equals(STANDARD)) {
            return connections.createOwn(merchantId);
        }
        throw Problem.invalid(
                MEMBER,
                fit.isEmpty()
                        ? "is required: there is no enabled connection of the gateway " + gateway
                        : "must name one of the %d connections of the gateway %s"
                                .formatted(fit.size(), gateway));
    }

    private static Problem notOne(String gateway) {
        return Problem.invalid(MEMBER, "must be an enabled connection of the gateway " + gateway);
    }
}
