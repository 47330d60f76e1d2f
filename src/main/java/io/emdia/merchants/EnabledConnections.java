package io.emdia.merchants;

import java.util.List;

/** The connections that take webhooks, in memory. */
@FunctionalInterface
public interface EnabledConnections {

    /** As far as this node has heard of them. */
    List<Connection> all();
}
