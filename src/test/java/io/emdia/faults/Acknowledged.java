package io.emdia.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What was sent, and what of it was answered with 200. Several threads write. */
public final class Acknowledged {

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, Webhook> acknowledged = new ConcurrentHashMap<>();

    public void sent(Webhook webhook) {
        sent.add(webhook.merchant() + "/" + webhook.key());
    }

    public void acknowledged(Webhook webhook) {
        acknowledged.put(webhook.merchant() + "/" + webhook.key(), webhook);
    }

    public int size() {
        return acknowledged.size();
    }

    boolean wasSent(String merchant, String key) {
        return sent.contains(merchant + "/" + key);
    }

    Collection<String> merchants() {
        return byMerchant().keySet();
    }

    Map<String, List<Webhook>> byMerchant() {
        var byMerchant = new TreeMap<String, List<Webhook>>();
        acknowledged
                .values()
                .forEach(
                        one ->
                                byMerchant
                                        .computeIfAbsent(one.merchant(), _ -> new ArrayList<>())
                                        .add(one));
        return byMerchant;
    }
}
