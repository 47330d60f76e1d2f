package io.emdia.merchants;

import io.emdia.merchants.SealedNotes.Note;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The connections this node has heard of, each at the greatest revision heard. */
@Component
final class KnownConnections implements ConnectionDirectory, EnabledConnections {

    private final ConcurrentHashMap<String, Note> byId = new ConcurrentHashMap<>();
    private volatile boolean complete;

    @Override
    public Lookup find(String connectionId) {
        var known = byId.get(connectionId);
        if (known == null) {
            return complete ? new Lookup.Unknown() : new Lookup.CannotTell();
        }
        return known.connection().enabled()
                ? new Lookup.Found(known.connection())
                : new Lookup.Unknown();
    }

    @Override
    public List<Connection> all() {
        return byId.values().stream().map(Note::connection).filter(Connection::enabled).toList();
    }

    /** Learns a note; an older one than known changes nothing, the same again replaces it. */
    void learn(Note note) {
        byId.merge(
                note.connection().id(),
                note,
                (known, told) -> told.revision() >= known.revision() ? told : known);
    }

    /** The note was withdrawn. */
    void forget(String connectionId) {
        byId.remove(connectionId);
    }

    /** From now on an id that is not known does not exist. */
    void complete() {
        complete = true;
    }

    /** Whether its newest revision was heard of, and its merchant's key with it. */
    boolean knows(StoredConnection stored) {
        var known = byId.get(stored.connection().id());
        return known != null
                && known.revision() >= stored.revision()
                && known.merchantKey() != null;
    }
}
