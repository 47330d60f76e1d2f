package io.emdia.operations;

import io.emdia.deliveries.Delivery;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Reading;
import io.emdia.merchants.Connection;
import io.emdia.operations.ImportFormat.Line;

import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Has gateways read what is to be put on the log, so that it is known before whether they can. */
@Component
final class Readers {

    private final Map<String, Gateway> gateways;

    Readers(List<Gateway> gateways) {
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
    }

    /** A delivery of the connection as the log will hold it. */
    Line read(long line, Connection connection, Map<String, String> headers, byte[] body) {
        var gateway = gateways.get(connection.gateway());
        if (gateway == null) {
            return new Line.Refused(line, "this node does not know the connection's gateway");
        }
        return switch (gateway.read(arrival(headers, body), connection.settings())) {
            case Reading.Events _ -> new Line.Accepted(delivery(connection, headers, body));
            case Reading.Unreadable none -> new Line.Refused(line, none.reason());
        };
    }

    private static Arrival arrival(Map<String, String> headers, byte[] body) {
        var lists = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Arrival(lists, Map.of(), body);
    }

    private static Delivery delivery(
            Connection connection, Map<String, String> headers, byte[] body) {
        return new Delivery(
                connection.merchantId(), connection.id(), connection.gateway(), headers, "", body);
    }
}
