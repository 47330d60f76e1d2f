package io.emdia.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a result of any size within one unit of work, by a cursor of the server's: one plan and one
 * snapshot, and in memory one page of rows. Each page is a statement of its own, so the time limit
 * of a statement is that of a page.
 */
public final class Scan {

    private static final int PAGE = 500;

    /** Planned for all rows and not for the first ones. */
    private static final String ALL_ROWS = "set local cursor_tuple_fraction = 1";

    private static final String DECLARE = "declare scanned no scroll cursor for ";
    private static final String FETCH = "fetch %d from scanned".formatted(PAGE);
    private static final String CLOSE = "close scanned";

    private Scan() {}

    /**
     * Hands over every row, one after the other. A unit runs one scan at a time.
     *
     * @param parameters binds those of the select
     */
    public static <T> Mono<Void> each(
            Connection unit,
            String select,
            Consumer<Query> parameters,
            Function<Readable, T> read,
            Consumer<T> each) {
        return Query.on(unit, ALL_ROWS)
                .run()
                .then(Mono.defer(() -> declare(unit, select, parameters)))
                .then(Mono.defer(() -> page(unit, read, each)))
                .expand(rows -> rows < PAGE ? Mono.empty() : page(unit, read, each))
                .then(Mono.defer(() -> Query.on(unit, CLOSE).run()));
    }

    private static Mono<Void> declare(Connection unit, String select, Consumer<Query> parameters) {
        var query = Query.on(unit, DECLARE + select);
        parameters.accept(query);
        return query.run();
    }

    private static <T> Mono<Integer> page(
            Connection unit, Function<Readable, T> read, Consumer<T> each) {
        return Query.on(unit, FETCH)
                .rows(read)
                .doOnNext(rows -> rows.forEach(each))
                .map(List::size);
    }
}
