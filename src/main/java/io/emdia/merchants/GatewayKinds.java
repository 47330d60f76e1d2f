package io.emdia.merchants;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of gateways this installation reads, as far as creating a connection needs them. */
public interface GatewayKinds {

    /** The registered names. */
    Set<String> names();

    /** Why these secrets and settings cannot serve a gateway, for a person; empty when they can. */
    List<String> objections(String gateway, List<String> secrets, Map<String, String> settings);
}
