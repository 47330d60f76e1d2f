package io.emdia.database;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose rows a unit of work may see and change. PostgreSQL's own policies hold it to that, whatever
 * its statements say: the merchant in each of them is the first wall, this is the second.
 */
public final class Scope {

    /**
     * Of no merchant: for what must be found before the merchant is known (a token, a session) or
     * serves all of them (whose turn it is). Sees directories alone, never money nor persons.
     */
    public static final Scope DIRECTORY = new Scope("*");

    /** Gone with the transaction, however it ends: the next user of the connection has none. */
    private static final String SET = "select set_config('emdia.merchants', $1, true)";

    private final String merchants;

    private Scope(String merchants) {
        this.merchants = merchants;
    }

    /** Exactly one merchant. */
    public static Scope of(String merchantId) {
        return of(List.of(merchantId));
    }

    /** The merchants of one batch of work. */
    public static Scope of(Set<String> merchantIds) {
        return of((Collection<String>) merchantIds);
    }

    /** Ids are anybody's words: each is quoted, and one that PostgreSQL cannot hold is nobody's. */
    private static Scope of(Collection<String> merchantIds) {
        return new Scope(
                merchantIds.stream()
                        .filter(Scope::canName)
                        .sorted()
                        .map(Scope::quoted)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /** Whether rows of such a merchant can be; an id may be anything that somebody told. */
    public static boolean canName(String merchantId) {
        return merchantId.indexOf('\0') < 0;
    }

    private static String quoted(String id) {
        return '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    Mono<Void> begin(Connection unit) {
        return Query.on(unit, SET).with(merchants).run();
    }

    @Override
    public String toString() {
        return "Scope[" + merchants + "]";
    }
}
