package io.emdia.gateways;

/**
 * Something a gateway keeps and can be asked for.
 *
 * @param kind in the gateway's words, as in {@code payment}
 * @param id the gateway's id of it
 */
public record Resource(String kind, String id) {}
