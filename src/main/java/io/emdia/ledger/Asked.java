package io.emdia.ledger;

import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;

/** Reads what the lists are asked for. */
@Component
final class Asked {

    private final Merchants merchants;
    private final InstantSource clock;

    Asked(Merchants merchants, InstantSource clock) {
        this.merchants = merchants;
        this.clock = clock;
    }

    /** The merchant, or a 404. */
    Mono<Merchant> merchant(String id) {
        return merchants.required(id);
    }

    /** The asked day, else today in the merchant's zone. */
    LocalDate day(Merchant merchant, @Nullable LocalDate asked) {
        return asked != null ? asked : clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }

    static @Nullable Integer number(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid(parameter, "must be a whole number");
        }
    }
}
