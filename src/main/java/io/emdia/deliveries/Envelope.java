package io.emdia.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.keys.MerchantKey;
import io.emdia.keys.Unopened;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;

/**
 * What a delivery says, sealed by its merchant's key and bound to its connection: kept headers,
 * query and body. Whoever keeps it needs the merchant, the connection and the gateway beside it.
 */
public final class Envelope {

    private static final int LENGTH_BYTES = 4;

    private Envelope() {}

    public static byte[] sealed(Delivery delivery, MerchantKey key) {
        return key.seal(written(delivery), context(delivery.connectionId(), delivery.gateway()));
    }

    /** Fails with {@link Unopened} when it is of another merchant, connection or gateway. */
    public static Delivery opened(
            byte[] sealed, String connectionId, String gateway, MerchantKey key) {
        var plain = ByteBuffer.wrap(key.open(sealed, context(connectionId, gateway)));
        try {
            return read(plain, connectionId, gateway, key.merchantId());
        } catch (BufferUnderflowException | NegativeArraySizeException torn) {
            throw new IllegalStateException("sealed, but not as a delivery is", torn);
        }
    }

    private static Delivery read(
            ByteBuffer plain, String connectionId, String gateway, String merchantId) {
        var headers = new LinkedHashMap<String, String>();
        for (var left = plain.getInt(); left > 0; left--) {
            headers.put(text(plain), text(plain));
        }
        var query = text(plain);
        var body = new byte[plain.remaining()];
        plain.get(body);
        return new Delivery(merchantId, connectionId, gateway, headers, query, body);
    }

    private static byte[] written(Delivery delivery) {
        var out = new ByteArrayOutputStream(delivery.body().length + 256);
        number(out, delivery.headers().size());
        delivery.headers().forEach((name, value) -> header(out, name, value));
        text(out, delivery.query());
        out.writeBytes(delivery.body());
        return out.toByteArray();
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        text(out, name);
        text(out, value);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        var bytes = text.getBytes(UTF_8);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.writeBytes(ByteBuffer.allocate(LENGTH_BYTES).putInt(number).array());
    }

    private static String text(ByteBuffer plain) {
        var bytes = new byte[plain.getInt()];
        plain.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static String context(String connectionId, String gateway) {
        return "delivery %s %s".formatted(connectionId, gateway);
    }
}
