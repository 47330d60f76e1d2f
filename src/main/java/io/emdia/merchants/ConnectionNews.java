package io.emdia.merchants;

import io.emdia.deliveries.Bulletin;
import io.emdia.deliveries.Bulletins;
import io.emdia.keys.MerchantKeys;
import io.emdia.keys.Unopened;
import io.emdia.merchants.SealedNotes.Note;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells every node of changed connections, this one at once. What could not be told stays marked in
 * the table and is told again until it is.
 */
@Component
final class ConnectionNews {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionNews.class);
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(3);
    private static final Duration AGAIN_EVERY = Duration.ofSeconds(2);
    private static final int PAGE_SIZE = 500;

    private final Bulletin bulletin;
    private final SealedNotes notes;
    private final KnownConnections known;
    private final StoredConnections stored;
    private final MerchantKeys keys;

    /** The note that stands of each connection, how it begins, which tells its key. */
    private final Map<String, byte[]> sealed = new ConcurrentHashMap<>();

    ConnectionNews(
            Bulletins bulletins,
            SealedNotes notes,
            KnownConnections known,
            StoredConnections stored,
            MerchantKeys keys) {
        this.bulletin = bulletins.connections();
        this.notes = notes;
        this.known = known;
        this.stored = stored;
        this.keys = keys;
    }

    /** Tells of a change after its commit. Never fails: what was not told now is told later. */
    Mono<StoredConnection> tell(StoredConnection changed) {
        known.learn(new Note(changed.connection(), changed.revision(), null));
        return post(changed)
                .timeout(ANSWER_WAIT_MAX)
                .onErrorResume(ConnectionNews::later)
                .thenReturn(changed);
    }

    /** How many notes stand that an older master key sealed. */
    long sealedByOlder() {
        return sealed.values().stream().filter(note -> !notes.isCurrent(note)).count();
    }

    /** Tells those again, which seals them by the current one. */
    Mono<Void> tellSealedByOlder() {
        return pages().filter(connection -> isSealedByOlder(connection.connection().id()))
                .concatMap(this::post)
                .then()
                .checkpoint("connections told under another key");
    }

    private boolean isSealedByOlder(String connectionId) {
        var note = sealed.get(connectionId);
        return note != null && !notes.isCurrent(note);
    }

    /** Hears every note, for ever. */
    Flux<Void> hear() {
        return bulletin.notes().concatMap(this::heard, 0).checkpoint("connections heard");
    }

    /** Waits until all notes that stand now were heard: what is unknown then does not exist. */
    Mono<Void> caughtUp() {
        return bulletin.caughtUp()
                .then(Mono.<Void>fromRunnable(known::complete))
                .checkpoint("connections caught up");
    }

    /** Tells, once, of every connection whose newest revision the bulletin does not hold. */
    Mono<Void> tellMissing() {
        return pages().filter(connection -> !known.knows(connection))
                .concatMap(this::post)
                .then()
                .checkpoint("connections reconciled");
    }

    /** Tells of what could not be told before, for ever. */
    Flux<Void> tellAgain() {
        return Flux.interval(AGAIN_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> tellUnannounced(), 0)
                .checkpoint("connections told again");
    }

    private Mono<Void> tellUnannounced() {
        return stored.unannounced(PAGE_SIZE)
                .flatMapIterable(page -> page)
                .concatMap(this::post)
                .then()
                .onErrorResume(ConnectionNews::later);
    }

    private Flux<StoredConnection> pages() {
        return stored.page("", PAGE_SIZE).expand(this::nextPage).concatMapIterable(page -> page);
    }

    private Mono<List<StoredConnection>> nextPage(List<StoredConnection> page) {
        return page.size() < PAGE_SIZE
                ? Mono.empty()
                : stored.page(page.getLast().connection().id(), PAGE_SIZE);
    }

    private Mono<Void> post(StoredConnection changed) {
        var connection = changed.connection();
        return keys.of(connection.merchantId())
                .map(key -> new Note(connection, changed.revision(), keys.wrapped(key)))
                .flatMap(note -> bulletin.post(connection.id(), notes.seal(note)))
                .then(Mono.defer(() -> stored.announced(changed)));
    }

    private Mono<Void> heard(Bulletin.Note heard) {
        var value = heard.value();
        if (value == null) {
            known.forget(heard.key());
            sealed.remove(heard.key());
            return Mono.empty();
        }
        try {
            learn(notes.openNote(value, heard.key()));
            sealed.put(heard.key(), beginning(value));
        } catch (Unopened unreadable) {
            LOG.error("Connection {} cannot be used: {}", heard.key(), unreadable.getMessage());
        }
        return Mono.empty();
    }

    private byte[] beginning(byte[] value) {
        return Arrays.copyOf(value, Math.min(value.length, notes.currentPrefix().length));
    }

    private void learn(Note note) {
        var wrapped = note.merchantKey();
        if (wrapped != null) {
            keys.learn(note.connection().merchantId(), wrapped);
        }
        known.learn(note);
    }

    private static <T> Mono<T> later(Throwable failure) {
        LOG.debug("Connections could not be told to every node yet", failure);
        return Mono.empty();
    }
}
