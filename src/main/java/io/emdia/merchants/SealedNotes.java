package io.emdia.merchants;

import io.emdia.keys.MasterKey;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/**
 * How connections are written where others could read: encrypted, bound to the connection's id.
 * Members that an older node does not know are skipped by it.
 */
@Component
final class SealedNotes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXT_BY_TEXT = new TypeReference<>() {};

    /** What of a connection authenticates. */
    record Secrets(List<String> secrets, @Nullable String apiToken) {

        @Override
        public String toString() {
            return "Secrets";
        }
    }

    /**
     * A connection at a revision, as every node hears of it.
     *
     * @param merchantKey its merchant's, wrapped, so that deliveries can be sealed while the
     *     database is away; older notes have none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Note(Connection connection, long revision, byte @Nullable [] merchantKey) {

        /** Leaves the key out. */
        @Override
        public String toString() {
            return "Note[%s at %d]".formatted(connection, revision);
        }
    }

    private final MasterKey key;

    SealedNotes(MasterKey key) {
        this.key = key;
    }

    byte[] seal(Secrets secrets, String connectionId) {
        return key.seal(JSON.writeValueAsBytes(secrets), column(connectionId));
    }

    Secrets openSecrets(byte[] sealed, String connectionId) {
        return JSON.readValue(key.open(sealed, column(connectionId)), Secrets.class);
    }

    /** The same secrets under the current key. */
    byte[] resealed(byte[] sealed, String connectionId) {
        return key.seal(key.open(sealed, column(connectionId)), column(connectionId));
    }

    /** How what the current key sealed begins. */
    byte[] currentPrefix() {
        return key.currentPrefix();
    }

    boolean isCurrent(byte[] sealed) {
        return key.isCurrent(sealed);
    }

    byte[] seal(Note note) {
        return key.seal(JSON.writeValueAsBytes(note), bulletin(note.connection().id()));
    }

    Note openNote(byte[] sealed, String connectionId) {
        return JSON.readValue(key.open(sealed, bulletin(connectionId)), Note.class);
    }

    static String settings(Map<String, String> settings) {
        return JSON.writeValueAsString(settings);
    }

    static Map<String, String> settings(String written) {
        return Map.copyOf(JSON.readValue(written, TEXT_BY_TEXT));
    }

    private static String column(String connectionId) {
        return "connection.sealed " + connectionId;
    }

    private static String bulletin(String connectionId) {
        return "bulletin " + connectionId;
    }
}
