package io.emdia.processing;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.Envelope;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.MerchantKeys;
import io.emdia.keys.Unopened;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/** Seals what is kept aside, and opens it again for whoever must read it. */
@Component
final class QuarantineSeal {

    private final MerchantKeys keys;

    QuarantineSeal(MerchantKeys keys) {
        this.keys = keys;
    }

    /** What could not be opened stays as it is: it may open once a key is found again. */
    Mono<byte[]> sealed(LoggedDelivery logged) {
        var sealed = logged.sealed();
        return sealed == null ? sealed(logged.delivery()) : Mono.just(sealed);
    }

    Mono<byte[]> sealed(Delivery delivery) {
        return keys.of(delivery.merchantId()).map(key -> Envelope.sealed(delivery, key));
    }

    /** Empty when it does not open. */
    Mono<Delivery> opened(KeptContent kept) {
        var sealed = kept.sealed();
        return sealed == null
                ? Mono.just(kept.plain())
                : keys.of(kept.plain().merchantId())
                        .map(key -> opened(kept.plain(), sealed, key))
                        .onErrorResume(Unopened.class, _ -> Mono.empty());
    }

    private static Delivery opened(Delivery whose, byte[] sealed, MerchantKey key) {
        return Envelope.opened(sealed, whose.connectionId(), whose.gateway(), key);
    }
}
