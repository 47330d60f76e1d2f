package io.emdia.deliveries;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a delivery lies on the log: the body as the value, everything else as headers. Reading is
 * total, so that a record of anybody else's comes out with empty names and can be kept aside.
 */
final class RecordLayout {

    private static final String MERCHANT = "merchant";
    private static final String CONNECTION = "connection";
    private static final String GATEWAY = "gateway";
    private static final String QUERY = "query";
    private static final String KEPT = "h:";

    private RecordLayout() {}

    static ProducerRecord<String, byte[]> toRecord(String topic, String key, Delivery delivery) {
        var record = new ProducerRecord<String, byte[]>(topic, key, delivery.body());
        var headers = record.headers();
        put(headers, MERCHANT, delivery.merchantId());
        put(headers, CONNECTION, delivery.connectionId());
        put(headers, GATEWAY, delivery.gateway());
        put(headers, QUERY, delivery.query());
        delivery.headers().forEach((name, value) -> put(headers, KEPT + name, value));
        return record;
    }

    static LoggedDelivery from(ConsumerRecord<String, byte[]> record) {
        var delivery =
                new Delivery(
                        text(record.headers(), MERCHANT),
                        text(record.headers(), CONNECTION),
                        text(record.headers(), GATEWAY),
                        kept(record.headers()),
                        text(record.headers(), QUERY),
                        record.value() == null ? new byte[0] : record.value());
        return new LoggedDelivery(
                delivery,
                new LogPosition(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()));
    }

    /** Bytes this record takes in memory while it is under way, roughly. */
    static int size(ProducerRecord<String, byte[]> record) {
        var size = record.key().length() + (record.value() == null ? 0 : record.value().length);
        for (var header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> kept(Headers headers) {
        var kept = new LinkedHashMap<String, String>();
        for (var header : headers) {
            if (header.key().startsWith(KEPT)) {
                kept.put(header.key().substring(KEPT.length()), text(headers, header.key()));
            }
        }
        return kept;
    }
}
