package io.emdia.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole requests as bytes, made and signed ahead of their sending: each tells of a charge of its
 * own, issued yesterday and due in a month, so that each raises its merchant's open charges by one.
 */
final class Posts {

    private static final int DUE_IN_DAYS = 30;

    private final Mac mac;
    private final String now;
    private final String day;
    private final String due;

    Posts() {
        mac = mac();
        var instant = Instant.now();
        now = Long.toString(instant.getEpochSecond());
        var today = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        day = today.minusDays(1).toString();
        due = today.plusDays(DUE_IN_DAYS).toString();
    }

    private static Mac mac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(BenchedProduct.KEY, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param id of the event, and of what it tells of
     */
    byte[] post(String path, String id) {
        var body =
                """
                {"type":"charge.upserted","timestamp":"%sT12:00:00Z","data":{"charge_id":"c-%s",\
                "customer_id":"k-%s","amount":14990,"currency":"BRL","method":"boleto",\
                "issued_on":"%s","due_on":"%s"}}\
                """
                        .formatted(day, id, id, day, due);
        var signed = (id + "." + now + "." + body).getBytes(StandardCharsets.UTF_8);
        var signature = Base64.getEncoder().encodeToString(mac.doFinal(signed));
        return """
        POST %s HTTP/1.1\r
        host: 127.0.0.1\r
        user-agent: bench\r
        accept: */*\r
        content-type: application/json\r
        content-length: %d\r
        webhook-id: %s\r
        webhook-timestamp: %s\r
        webhook-signature: v1,%s\r
        \r
        %s\
        """
                .formatted(path, body.length(), id, now, signature, body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
