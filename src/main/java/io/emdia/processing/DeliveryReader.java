package io.emdia.processing;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Pseudonyms;
import io.emdia.gateways.Reading;
import io.emdia.keys.MerchantKey;
import io.emdia.ledger.Ledger.Entry;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.processing.Read.Readable;
import io.emdia.processing.Read.Unreadable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Has each delivery read by its gateway. Total: whatever a gateway does, there is an answer. */
@Component
final class DeliveryReader {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReader.class);

    /** No gateway's ids come near it, and an index takes it. */
    private static final int RESOURCE_ID_MAX = 512;

    /** A word as gateways name what happened: no name, address or number of anybody. */
    private static final Pattern TYPE = Pattern.compile("\\p{Alpha}[\\w.:/|\\-]{0,199}");

    private static final String NO_TYPE = "unknown";

    private final Map<String, Gateway> gateways;
    private final ConnectionDirectory connections;

    DeliveryReader(List<Gateway> gateways, ConnectionDirectory connections) {
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
        this.connections = connections;
    }

    /** Throws only while connections, and with them their settings, are not known yet. */
    Read read(LoggedDelivery logged, MerchantKey key) {
        var delivery = logged.delivery();
        if (logged.sealed() != null) {
            return new Unreadable(logged, "it is sealed by a key that is not known here");
        }
        var gateway = gateways.get(delivery.gateway());
        if (gateway == null) {
            return new Unreadable(logged, "no gateway is named " + delivery.gateway());
        }
        return switch (reading(gateway, delivery, key, settings(delivery.connectionId()))) {
            case Reading.Events events -> readable(logged, events);
            case Reading.Unreadable unreadable -> new Unreadable(logged, unreadable.reason());
        };
    }

    private static Read readable(LoggedDelivery logged, Reading.Events read) {
        var fetched = Fetched.of(arrival(logged.delivery(), Pseudonyms.NOBODYS));
        var lookups =
                read.lookups().stream()
                        .filter(lookup -> fetched == null || !isSame(lookup, fetched))
                        .filter(_ -> !isTooDeep(logged))
                        .toList();
        return lookups.stream().anyMatch(DeliveryReader::isOverlong)
                ? new Unreadable(logged, "it names a resource by an id that is too long")
                : new Readable(logged, entries(logged, read.events()), lookups);
    }

    /** What was just asked for is not asked for again, or there would be no end to it. */
    private static boolean isSame(Lookup lookup, Fetched fetched) {
        return lookup.resource().equals(fetched.resource());
    }

    private static boolean isTooDeep(LoggedDelivery logged) {
        var tooDeep = Hops.of(logged.delivery()) >= Hops.MAX;
        if (tooDeep) {
            LOG.warn("Answers of gateway {} name each other", logged.delivery().gateway());
        }
        return tooDeep;
    }

    private static boolean isOverlong(Lookup lookup) {
        return lookup.resource().id().length() > RESOURCE_ID_MAX;
    }

    private static Reading reading(
            Gateway gateway, Delivery delivery, MerchantKey key, Map<String, String> settings) {
        try {
            return gateway.read(arrival(delivery, key::pseudonym), settings);
        } catch (RuntimeException | StackOverflowError bug) {
            // Not its message: it may quote what the delivery says.
            LOG.error("The gateway {} failed to read a delivery: {}", gateway.name(), where(bug));
            return new Reading.Unreadable(
                    "the gateway failed with " + bug.getClass().getSimpleName());
        }
    }

    private static String where(Throwable bug) {
        var frames = bug.getStackTrace();
        return bug.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    /** What was accepted before its connection was removed is read with no settings. */
    private Map<String, String> settings(String connectionId) {
        return switch (connections.find(connectionId)) {
            case ConnectionDirectory.Lookup.Found found -> found.connection().settings();
            case ConnectionDirectory.Lookup.Unknown _ -> Map.of();
            case ConnectionDirectory.Lookup.CannotTell _ ->
                    throw new IllegalStateException("connections are not known yet");
        };
    }

    private static Arrival arrival(Delivery delivery, Pseudonyms pseudonyms) {
        var headers = new HashMap<String, List<String>>();
        delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new Arrival(
                headers, QueryString.decoded(delivery.query()), delivery.body(), pseudonyms);
    }

    /** Types stand plain in lists and tables, so that what is no word of a gateway is not kept. */
    private static Event shown(Event event) {
        return TYPE.matcher(event.type()).matches()
                ? event
                : new Event(event.id(), NO_TYPE, event.timestamp(), event.digest(), event.facts());
    }

    private static List<Entry> entries(LoggedDelivery logged, List<Event> events) {
        var delivery = logged.delivery();
        return events.stream()
                .map(
                        event ->
                                new Entry(
                                        delivery.merchantId(),
                                        delivery.connectionId(),
                                        delivery.gateway(),
                                        shown(event),
                                        logged.recordedAt()))
                .toList();
    }
}
