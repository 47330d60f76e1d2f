package io.emdia;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A small company's charges of two months of 2025 as events of the standard gateway. */
final class WorkedExample {

    /** What is posted: an event id and a body. */
    record Post(String id, String body) {}

    private final List<Post> posts = new ArrayList<>();

    private WorkedExample() {}

    static List<Post> posts() {
        var example = new WorkedExample();
        example.charge("C1", "A", "boleto", "05-01", "05-10", 10000);
        example.charge("C2", "A", "pix", "05-26", "06-10", 10000);
        example.charge("C3", "B", "pix", "05-26", "06-05", 20000);
        example.charge("C4", "C", "boleto", "04-01", "04-18", 30000);
        example.charge("C5", "C", "boleto", "06-01", "06-19", 30000);
        example.charge("C6", "D", "credit_card", "06-03", null, 5000);
        example.charge("C7", "D", "credit_card", "05-03", null, 5000);
        example.charge("C8", "E", "pix", "06-20", "07-10", 40000);
        example.charge("C9", "B", "boleto", "06-01", "06-16", 12000);
        example.charge("C10", "F", "pix", "06-10", "06-25", 8000);
        example.charge("C11", "A", "boleto", "06-13", "06-28", 9000);
        example.charge("C12", "G", "credit_card", "06-10", null, 6000);
        example.moneyMoves();
        return example.posts;
    }

    private void moneyMoves() {
        pay("C1", "05-12", 10000);
        pay("C2", "06-15", 10000);
        pay("C3", "06-05", 8000);
        pay("C3", "06-20", 7000);
        failed("C6", "2025-06-03T13:00:00Z");
        pay("C6", "06-06", 5000);
        pay("C7", "05-03", 5000);
        told(
                "dispute.opened",
                "\"charge_id\":\"C7\",\"dispute_id\":\"D7\",\"amount\":5000,\"opened_on\":\"2025-06-12\"");
        pay("C9", "06-12", 12000);
        told(
                "refund.succeeded",
                "\"charge_id\":\"C9\",\"refund_id\":\"R9\",\"amount\":2000,\"refunded_on\":\"2025-06-25\"");
        told("charge.canceled", "\"charge_id\":\"C10\",\"canceled_on\":\"2025-06-22\"");
        pay("C12", "06-10", 6000);
    }

    private void charge(
            String id,
            String customer,
            String method,
            String issued,
            @Nullable String due,
            int amount) {
        told(
                "charge.upserted",
                """
                "charge_id":"%s","customer_id":"%s","amount":%d,"currency":"BRL","method":"%s",\
                "issued_on":"2025-%s"%s\
                """
                        .formatted(
                                id,
                                customer,
                                amount,
                                method,
                                issued,
                                due == null ? "" : ",\"due_on\":\"2025-" + due + "\""));
    }

    private void pay(String charge, String day, int amount) {
        told(
                "payment.succeeded",
                """
                "charge_id":"%s","payment_id":"P-%s-%s","amount":%d,"paid_on":"2025-%s\"\
                """
                        .formatted(charge, charge, day, amount, day));
    }

    private void failed(String charge, String at) {
        told(
                "payment.failed",
                "\"charge_id\":\"%s\",\"attempt_id\":\"A1\",\"code\":\"51\",\"failed_at\":\"%s\""
                        .formatted(charge, at));
    }

    private void told(String type, String data) {
        posts.add(new Post("example-" + posts.size(), body(type, data)));
    }

    /** An event of the standard gateway; data without its braces. */
    static String body(String type, String data) {
        return "{\"type\":\"%s\",\"timestamp\":\"2025-06-30T12:00:00Z\",\"data\":{%s}}"
                .formatted(type, data);
    }
}
