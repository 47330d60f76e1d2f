package io.emdia.database;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** Ids that a list with commas holds; no other is a merchant's. */
    private static final Pattern LISTABLE = Pattern.compile("[^,*\\x00]+");

    /** No merchant has an empty id. */
    private static final String NOBODY = ",";

    /** Gone with the transaction, however it ends: the next user of the connection has none. */
    private static final String SET = "select set_config('emdia.merchants', $1, true)";

    private final String merchants;

    private Scope(String merchants) {
        this.merchants = merchants;
    }

    /** Exactly one merchant; an id that none can have sees nothing. */
    public static Scope of(String merchantId) {
        return of(List.of(merchantId));
    }

    /** The merchants of one batch of work. */
    public static Scope of(Set<String> merchantIds) {
        return of((Collection<String>) merchantIds);
    }

    private static Scope of(Collection<String> merchantIds) {
        var listed =
                merchantIds.stream()
                        .filter(Scope::canName)
                        .sorted()
                        .collect(Collectors.joining(","));
        return new Scope(listed.isEmpty() ? NOBODY : listed);
    }

    /** Whether an id can be a merchant's at all. */
    public static boolean canName(String merchantId) {
        return LISTABLE.matcher(merchantId).matches();
    }

    Mono<Void> begin(Connection unit) {
        return Query.on(unit, SET).with(merchants).run();
    }

    @Override
    public String toString() {
        return "Scope[" + merchants + "]";
    }
}
