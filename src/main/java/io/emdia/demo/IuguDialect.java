package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Iugu's triggers: forms that say little; its API tells the rest of an invoice. */
record IuguDialect(ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "iugu";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PIX, Method.BOLETO, Method.CREDIT_CARD);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().formatHex(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var sale = scene.sale();
        var form = members("event", type(scene.turn()), "data[id]", "INV" + sale.number());
        form.put("data[status]", status(scene));
        form.put("data[external_reference]", sale.id());
        form.put("data[payment_method]", method(sale.method()));
        if (sale.paidAt() != null) {
            form.put("data[paid_at]", sale.paidAt().toString());
            form.put("data[paid_cents]", sale.amount());
        }
        return new Letter(
                "",
                MediaType.APPLICATION_FORM_URLENCODED,
                Map.of("Authorization", secret),
                encoded(form).getBytes(UTF_8));
    }

    @Override
    public boolean hasApi() {
        return true;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        var sale = scene.sale();
        var invoice = members("id", "INV" + sale.number(), "status", status(scene));
        invoice.put("due_date", sale.due().toString());
        invoice.put("currency", "BRL");
        invoice.put("total_cents", sale.amount());
        invoice.put("total_paid_cents", sale.paid());
        invoice.put("refunded_cents", sale.refunded());
        invoice.put("customer_id", "CUS" + sale.who().id());
        invoice.put("external_reference", sale.id());
        invoice.put("payment_method", method(sale.method()));
        invoice.put("created_at_iso", time(sale.issued().atTime(10, 0).atZone(zone).toInstant()));
        invoice.put("updated_at", time(scene.at()));
        if (sale.paidAt() != null) {
            invoice.put("paid_at", time(sale.paidAt()));
        }
        return new Told("/v1/invoices/INV" + sale.number(), invoice);
    }

    private static String type(Scene.Turn turn) {
        return switch (turn) {
            case ISSUED -> "invoice.created";
            case DECLINED -> "invoice.payment_failed";
            case PAID, CANCELED, DISPUTED -> "invoice.status_changed";
            case REFUNDED -> "invoice.partially_refunded";
        };
    }

    private static String status(Scene scene) {
        return switch (scene.turn()) {
            case ISSUED, DECLINED -> "pending";
            case PAID -> "paid";
            case REFUNDED -> "partially_refunded";
            case DISPUTED -> "in_protest";
            case CANCELED -> "canceled";
        };
    }

    private static String method(Method method) {
        return switch (method) {
            case BOLETO -> "iugu_bank_slip";
            case CREDIT_CARD -> "iugu_credit_card";
            default -> "iugu_pix";
        };
    }

    private String time(Instant at) {
        return at.atZone(zone).toOffsetDateTime().toString();
    }

    private static String encoded(Map<String, Object> form) {
        return form.entrySet().stream()
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue().toString()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
