package io.emdia.faults;

import io.emdia.ProductClient;
import io.emdia.facts.ChargeFact;
import io.emdia.kpi.SlowDocument;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.SlowFold;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds what a node shows against what was acknowledged: every event there exactly once and none
 * that nobody sent, the figures and the charges as an independent computation makes them of the
 * acknowledged bodies. What differs is told with its ids.
 */
public final class Reckoning {

    private static final int TOLD_MAX = 8;
    private static final int PAGE = 500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.of(2025, 5, 15), LocalDate.of(2025, 6, 30), LAST);

    private final ProductClient product;
    private final Acknowledged acknowledged;
    private final List<String> differences = new ArrayList<>();

    private Reckoning(ProductClient product, Acknowledged acknowledged) {
        this.product = product;
        this.acknowledged = acknowledged;
    }

    /** Waits until as much is applied as was acknowledged, but not longer than that; then looks. */
    public static List<String> differences(
            ProductClient product, Acknowledged acknowledged, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var reckoning = new Reckoning(product, acknowledged);
        while (!reckoning.isDrained() && System.nanoTime() < deadline) {
            pause();
        }
        return reckoning.reckon();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private boolean isDrained() {
        return acknowledged.byMerchant().entrySet().stream()
                .allMatch(one -> isThere(one.getKey(), one.getValue().size()));
    }

    private boolean isThere(String merchant, int position) {
        var path = "/v1/merchants/" + merchant + "/events?limit=1&after=" + (position - 1);
        return !product.get(path).get("items").isEmpty();
    }

    private List<String> reckon() {
        acknowledged
                .byMerchant()
                .forEach(
                        (merchant, webhooks) -> {
                            events(merchant, webhooks);
                            figures(merchant, charges(webhooks));
                        });
        return List.copyOf(differences);
    }

    private void events(String merchant, List<Webhook> webhooks) {
        var times = new HashMap<String, Integer>();
        long position = 0;
        for (var item : all("/v1/merchants/" + merchant + "/events?limit=" + PAGE, "after")) {
            var here = item.get("position").asLong();
            if (here != position + 1) {
                differences.add(merchant + ": position " + here + " follows " + position);
            }
            position = here;
            var key = item.get("connection_id").asString() + "/" + item.get("event_id").asString();
            times.merge(key, 1, Integer::sum);
        }
        var lost = webhooks.stream().map(Webhook::key).filter(key -> !times.containsKey(key));
        tell(merchant, "lost although acknowledged", lost.sorted().toList());
        tell(merchant, "applied more than once", keys(times, one -> one.getValue() > 1));
        tell(
                merchant,
                "never sent by anybody",
                keys(times, one -> !acknowledged.wasSent(merchant, one.getKey())));
    }

    private static List<String> keys(
            Map<String, Integer> times, Function<Map.Entry<String, Integer>, Boolean> holds) {
        return times.entrySet().stream().filter(holds::apply).map(Map.Entry::getKey).toList();
    }

    private void tell(String merchant, String what, List<String> keys) {
        if (!keys.isEmpty()) {
            var some = keys.subList(0, Math.min(TOLD_MAX, keys.size()));
            differences.add("%s: %d %s: %s".formatted(merchant, keys.size(), what, some));
        }
    }

    /** This gateway links no charges: each is folded from its own bodies, and quickly so. */
    private static List<Charge> charges(List<Webhook> webhooks) {
        var byCharge = new TreeMap<ChargeKey, List<Ledger.Entry>>();
        for (var webhook : webhooks) {
            var entry = Bodies.entry(webhook);
            for (var fact : entry.event().facts()) {
                if (fact instanceof ChargeFact told) {
                    var key =
                            new ChargeKey(
                                    entry.merchantId(), entry.connectionId(), told.chargeId());
                    byCharge.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry);
                }
            }
        }
        return byCharge.entrySet().stream().flatMap(Reckoning::fold).toList();
    }

    private static Stream<Charge> fold(Map.Entry<ChargeKey, List<Ledger.Entry>> told) {
        var key = told.getKey();
        return SlowFold.charges(told.getValue(), key.merchantId(), key.connectionId()).stream();
    }

    private void figures(String merchant, List<Charge> charges) {
        for (var day : DAYS) {
            var start = day.minusDays(29);
            var path =
                    "/v1/merchants/%s/kpis?currency=BRL&as_of=%s&window_start=%s&window_end=%s"
                            .formatted(merchant, day, start, day);
            var document = product.get(path);
            SlowDocument.of(charges, "BRL", day, start, day)
                    .properties()
                    .forEach(
                            group ->
                                    compare(
                                            merchant + " at " + day + " " + group.getKey(),
                                            group.getValue(),
                                            document.path(group.getKey())));
        }
        var open = new TreeMap<String, Long>();
        charges.forEach(
                charge ->
                        open.put(
                                charge.key().connectionId() + "/" + charge.key().chargeId(),
                                SlowDocument.openAmount(charge, LAST)));
        owed(merchant, open);
    }

    private void owed(String merchant, Map<String, Long> open) {
        var path = "/v1/merchants/" + merchant + "/charges?as_of=" + LAST + "&limit=" + PAGE;
        var listed = new TreeMap<String, Long>();
        for (var item : all(path, "cursor")) {
            var key = item.get("connection_id").asString() + "/" + item.get("charge_id").asString();
            listed.put(key, item.get("open_amount").asLong());
        }
        var wrong = new ArrayList<String>();
        open.forEach(
                (key, amount) -> {
                    if (!amount.equals(listed.remove(key))) {
                        wrong.add(key);
                    }
                });
        wrong.addAll(listed.keySet());
        tell(merchant, "charges listed with another open amount", wrong);
    }

    private void compare(String what, JsonNode expected, JsonNode shown) {
        var wanted = plain(expected);
        var found = plain(shown);
        if (!wanted.equals(found)) {
            differences.add(what + " is " + found + ", by the bodies " + wanted);
        }
    }

    /** Numbers that are equal look equal. */
    private static String plain(JsonNode node) {
        if (node.isNumber()) {
            var number = new BigDecimal(node.asString());
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (node.isArray()) {
            return node.values().stream().map(Reckoning::plain).toList().toString();
        }
        if (node.isObject()) {
            var members = new TreeMap<String, String>();
            node.properties().forEach(one -> members.put(one.getKey(), plain(one.getValue())));
            return members.toString();
        }
        return node.toString();
    }

    /** All items of a list, page by page. */
    private List<JsonNode> all(String path, String parameter) {
        var items = new ArrayList<JsonNode>();
        var page = product.get(path);
        page.get("items").forEach(items::add);
        while (!page.path("next_cursor").isNull() && !page.path("next_cursor").isMissingNode()) {
            page = product.get(path + "&" + parameter + "=" + page.get("next_cursor").asString());
            page.get("items").forEach(items::add);
        }
        return items;
    }
}
