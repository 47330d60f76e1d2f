package io.emdia.merchants;

import io.emdia.keys.Unguessable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads the table page by page; whoever looks for a connection means one of a few. */
@Component
final class StoredMerchantConnections implements MerchantConnections {

    private static final String STANDARD = "standard";
    private static final String SECRET = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int PAGE_SIZE = 500;

    private final StoredConnections stored;
    private final ConnectionNews news;

    StoredMerchantConnections(StoredConnections stored, ConnectionNews news) {
        this.stored = stored;
        this.news = news;
    }

    @Override
    public Mono<List<Connection>> enabled(String merchantId) {
        return stored.page(merchantId, "", PAGE_SIZE)
                .expand(page -> nextPage(merchantId, page))
                .concatMapIterable(page -> page)
                .map(StoredConnection::connection)
                .filter(Connection::enabled)
                .collectList();
    }

    private Mono<List<StoredConnection>> nextPage(String merchantId, List<StoredConnection> page) {
        return page.size() < PAGE_SIZE
                ? Mono.empty()
                : stored.page(merchantId, page.getLast().connection().id(), PAGE_SIZE);
    }

    @Override
    public Mono<Connection> createOwn(String merchantId) {
        return Mono.fromCallable(() -> own(merchantId))
                .flatMap(stored::create)
                .flatMap(news::tell)
                .map(StoredConnection::connection);
    }

    private static Connection own(String merchantId) {
        var bytes = Unguessable.bytes(SECRET_BYTES);
        var secret = SECRET + Base64.getEncoder().encodeToString(bytes);
        return new Connection(
                Unguessable.id(), merchantId, STANDARD, List.of(secret), null, Map.of(), true);
    }
}
