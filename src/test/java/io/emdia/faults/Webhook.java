package io.emdia.faults;

/** One event of a standard gateway, as it is posted. */
public record Webhook(String merchant, String connection, String id, String body) {

    /** What the product knows it by. */
    String key() {
        return connection + "/" + id;
    }
}
