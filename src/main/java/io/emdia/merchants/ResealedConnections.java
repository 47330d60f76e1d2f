package io.emdia.merchants;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.keys.Resealing;
import io.emdia.keys.Unopened;
import io.r2dbc.spi.Readable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;

/** The secrets of connections in their table. */
@Component
final class ResealedConnections implements Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(ResealedConnections.class);
    private static final int PAGE_SIZE = 500;

    private static final String COUNT =
            """
            select count(*) as older from connection
            where substring(sealed from 1 for octet_length($1)) <> $1
            """;
    private static final String OLDER =
            """
            select merchant_id, connection_id, sealed from connection
            where substring(sealed from 1 for octet_length($1)) <> $1 and connection_id > $2
            order by connection_id limit $3
            """;
    private static final String REPLACE =
            """
            update connection set sealed = $4
            where merchant_id = $1 and connection_id = $2 and sealed = $3
            """;

    private final Database database;
    private final SealedNotes notes;

    ResealedConnections(Database database, SealedNotes notes) {
        this.database = database;
        this.notes = notes;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(String merchantId, String id, byte[] secrets) {

        static Kept of(Readable row) {
            return new Kept(
                    Row.text(row, "merchant_id"),
                    Row.text(row, "connection_id"),
                    Objects.requireNonNull(row.get("sealed", byte[].class)));
        }
    }

    @Override
    public String what() {
        return "connections";
    }

    @Override
    public Mono<Long> older() {
        return database.read(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, COUNT)
                                .with(notes.currentPrefix())
                                .row(row -> Row.number(row, "older")));
    }

    @Override
    public Mono<Void> reseal() {
        return page("").expand(
                        page -> page.size() < PAGE_SIZE ? Mono.empty() : page(page.getLast().id()))
                .concatMap(page -> Flux.fromIterable(page).concatMap(this::reseal).then())
                .then();
    }

    private Mono<List<Kept>> page(String after) {
        return database.read(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, OLDER)
                                .with(notes.currentPrefix())
                                .with(after)
                                .with(PAGE_SIZE)
                                .rows(Kept::of));
    }

    private Mono<Long> reseal(Kept kept) {
        return Mono.fromSupplier(() -> notes.resealed(kept.secrets(), kept.id()))
                .flatMap(fresh -> replace(kept, fresh))
                .onErrorResume(Unopened.class, shut -> tell(kept, shut));
    }

    private Mono<Long> replace(Kept kept, byte[] fresh) {
        return database.write(
                Scope.of(kept.merchantId()),
                unit ->
                        Query.on(unit, REPLACE)
                                .with(kept.merchantId())
                                .with(kept.id())
                                .with(kept.secrets())
                                .with(fresh)
                                .changed());
    }

    private static Mono<Long> tell(Kept kept, Unopened shut) {
        LOG.error("The secrets of connection {} stay as they are: {}", kept.id(), "" + shut);
        return Mono.empty();
    }
}
