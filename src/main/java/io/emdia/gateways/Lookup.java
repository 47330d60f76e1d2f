package io.emdia.gateways;

/**
 * A request only names a resource, or tells too little of it: it must be asked for.
 *
 * @param required false when the request tells enough to go on without, where nobody can be asked
 */
public record Lookup(Resource resource, boolean required) {}
