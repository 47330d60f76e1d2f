package io.emdia.merchants;

/** Every connection, in memory, fed by a bulletin: answers without the database. */
public interface ConnectionDirectory {

    Lookup find(String connectionId);

    /** What is known of a connection id. */
    sealed interface Lookup {

        record Found(Connection connection) implements Lookup {}

        /** There is none, or it is disabled. */
        record Unknown() implements Lookup {}

        /** The directory has not been read yet, so an unknown id may exist. */
        record CannotTell() implements Lookup {}
    }
}
