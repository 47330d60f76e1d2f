package io.emdia.operations;

import io.emdia.http.Problem;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many imports this node reads at one time, and which they are. */
@Component
final class ImportSlots {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final int ofMerchantMax;
    private final Semaphore slots;
    private final Map<String, Integer> byMerchant = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    ImportSlots(ImportSettings settings) {
        this.ofMerchantMax = settings.atOnceOfMerchant();
        this.slots = new Semaphore(settings.atOnce());
    }

    /** A 429 when there is none, or the merchant has its share. */
    String enter(String merchantId) {
        if (byMerchant.merge(merchantId, 1, Integer::sum) > ofMerchantMax) {
            leaveShare(merchantId);
            throw Problem.tooMany(
                    "this node reads as many imports of the merchant as it may", RETRY_AFTER);
        }
        if (!slots.tryAcquire()) {
            leaveShare(merchantId);
            throw Problem.tooMany("this node reads as many imports as it can", RETRY_AFTER);
        }
        return merchantId;
    }

    void leave(String merchantId) {
        slots.release();
        leaveShare(merchantId);
    }

    private void leaveShare(String merchantId) {
        byMerchant.computeIfPresent(merchantId, (_, some) -> some == 1 ? null : some - 1);
    }

    void reads(String importId) {
        running.add(importId);
    }

    void readsNoMore(String importId) {
        running.remove(importId);
    }

    Collection<String> running() {
        return Set.copyOf(running);
    }
}
