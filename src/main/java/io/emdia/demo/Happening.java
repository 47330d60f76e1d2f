package io.emdia.demo;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something a simulated gateway tells.
 *
 * @param id the event's id; the same one is the same event
 * @param subject whom it is about, to keep it together on the log
 */
record Happening(
        String id, String subject, String type, Instant timestamp, Map<String, Object> data) {

    /** Members and values by turns; the order stays, so that the bytes do, too. */
    static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (var at = 0; at < namesAndValues.length; at += 2) {
            members.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return members;
    }

    /** As Standard Webhooks has it. */
    byte[] standardBody(JsonMapper json) {
        return json.writeValueAsBytes(
                members("type", type, "timestamp", timestamp.toString(), "data", data));
    }
}
