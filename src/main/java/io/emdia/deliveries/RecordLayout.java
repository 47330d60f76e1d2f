package io.emdia.deliveries;

import io.emdia.keys.MerchantKey;
import io.emdia.keys.Unopened;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a delivery lies on the log: whose it is as headers, what it says sealed as the value. Older
 * records lie plain, their body as the value and everything else as headers. Reading is total, so
 * that a record of anybody else's comes out with empty names and can be kept aside.
 */
final class RecordLayout {

    private static final String MERCHANT = "merchant";
    private static final String CONNECTION = "connection";
    private static final String GATEWAY = "gateway";
    private static final String SEALED = "sealed";
    private static final String QUERY = "query";
    private static final String KEPT = "h:";

    private RecordLayout() {}

    static ProducerRecord<String, byte[]> toRecord(
            String topic, String key, Delivery delivery, MerchantKey merchant) {
        var value = Envelope.sealed(delivery, merchant);
        var record = new ProducerRecord<String, byte[]>(topic, key, value);
        var headers = record.headers();
        put(headers, MERCHANT, delivery.merchantId());
        put(headers, CONNECTION, delivery.connectionId());
        put(headers, GATEWAY, delivery.gateway());
        put(headers, SEALED, "1");
        return record;
    }

    static boolean isSealed(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(SEALED) != null;
    }

    static String merchant(ConsumerRecord<String, byte[]> record) {
        return text(record.headers(), MERCHANT);
    }

    /**
     * @param merchant the key of the record's merchant; null when there is none
     */
    static LoggedDelivery from(
            ConsumerRecord<String, byte[]> record, @Nullable MerchantKey merchant) {
        if (!isSealed(record)) {
            return logged(record, delivery(record, kept(record.headers()), value(record)), null);
        }
        try {
            return merchant == null
                    ? unopened(record)
                    : logged(record, opened(record, merchant), null);
        } catch (Unopened | IllegalStateException foreign) {
            return unopened(record);
        }
    }

    /** Bytes this record takes in memory while it is under way, roughly. */
    static int size(ProducerRecord<String, byte[]> record) {
        var size = record.key().length() + (record.value() == null ? 0 : record.value().length);
        for (var header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    private static Delivery opened(ConsumerRecord<String, byte[]> record, MerchantKey merchant) {
        var headers = record.headers();
        return Envelope.opened(
                value(record), text(headers, CONNECTION), text(headers, GATEWAY), merchant);
    }

    private static LoggedDelivery unopened(ConsumerRecord<String, byte[]> record) {
        return logged(record, delivery(record, Map.of(), new byte[0]), value(record));
    }

    private static Delivery delivery(
            ConsumerRecord<String, byte[]> record, Map<String, String> kept, byte[] body) {
        var headers = record.headers();
        return new Delivery(
                merchant(record),
                text(headers, CONNECTION),
                text(headers, GATEWAY),
                kept,
                text(headers, QUERY),
                body);
    }

    private static LoggedDelivery logged(
            ConsumerRecord<String, byte[]> record, Delivery delivery, byte @Nullable [] sealed) {
        return new LoggedDelivery(
                delivery,
                new LogPosition(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                sealed);
    }

    private static byte[] value(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
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
