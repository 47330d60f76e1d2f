package io.emdia.faults;

import io.emdia.ProductClient;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the applied events as they come, to tell whether those wanted are among them. */
final class Follower {

    private static final int PAGE = 500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final ProductClient product;
    private final Map<String, Long> positions = new HashMap<>();
    private final Set<String> applied = new HashSet<>();

    Follower(ProductClient product) {
        this.product = product;
    }

    /** How long it took until everything that is acknowledged by now was applied. */
    Duration awaitAll(Acknowledged acknowledged, Duration patience) throws InterruptedException {
        var begun = System.nanoTime();
        var missing = new HashSet<String>();
        var byMerchant = acknowledged.byMerchant();
        byMerchant.values().forEach(all -> all.forEach(one -> missing.add(one.key())));
        while (true) {
            byMerchant.keySet().forEach(this::read);
            missing.removeAll(applied);
            var taken = Duration.ofNanos(System.nanoTime() - begun);
            if (missing.isEmpty()) {
                return taken;
            }
            if (taken.compareTo(patience) > 0) {
                throw new AssertionError(
                        missing.size() + " not applied after " + taken + ": " + missing);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private void read(String merchant) {
        var more = true;
        while (more) {
            var after = positions.getOrDefault(merchant, 0L);
            var path = "/v1/merchants/%s/events?limit=%d&after=%d".formatted(merchant, PAGE, after);
            var items = product.get(path).get("items");
            for (var item : items) {
                var connection = item.get("connection_id").asString();
                applied.add(connection + "/" + item.get("event_id").asString());
                positions.put(merchant, item.get("position").asLong());
            }
            more = items.size() == PAGE;
        }
    }
}
