package io.emdia.rates;

import static java.util.Objects.requireNonNull;

import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchants;
import io.emdia.money.Currencies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** What other currencies are worth in the one a merchant sums in. */
@RestController
@RequestMapping("/v1/merchants/{m}/rates")
@Tag(name = "Rates")
final class RatesEndpoint {

    private static final StoredRates.Position START = new StoredRates.Position("", LocalDate.EPOCH);

    private final Merchants merchants;
    private final StoredRates rates;

    RatesEndpoint(Merchants merchants, StoredRates rates) {
        this.merchants = merchants;
        this.rates = rates;
    }

    /**
     * @param rate decimal text, what one unit is worth
     * @param into the currency it is in
     */
    record Item(String currency, LocalDate on, String rate, String into) {

        static Item of(StoredRates.Kept kept) {
            var rate = kept.rate();
            return new Item(rate.currency(), rate.on(), rate.rate().toPlainString(), kept.into());
        }
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Add daily rates, or replace those of the same currency and day")
    Mono<Void> put(@PathVariable("m") String merchant, @RequestBody RatesRequest request) {
        return merchants
                .required(merchant)
                .flatMap(known -> rates.put(known.id(), request.checked()));
    }

    @GetMapping
    @Operation(summary = "Daily rates by currency, the newest first")
    Mono<Page<Item>> list(
            @PathVariable("m") String merchant,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var after = cursor == null ? START : position(cursor);
        return merchants
                .required(merchant)
                .flatMap(known -> rates.after(known.id(), currency, after, size + 1))
                .map(rows -> rows.stream().map(Item::of).toList())
                .map(rows -> Page.of(rows, size, RatesEndpoint::cursor));
    }

    @DeleteMapping("/{currency}/{on}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete one rate: its day has the one before it again")
    Mono<Void> delete(
            @PathVariable("m") String merchant,
            @PathVariable("currency") String currency,
            @PathVariable("on") String on) {
        var day = requireNonNull(DayParameter.read("on", on));
        if (!Currencies.isKnown(currency)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code as in USD");
        }
        return merchants
                .required(merchant)
                .flatMap(known -> rates.delete(known.id(), currency, day))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such rate")))
                .then();
    }

    private static StoredRates.Position position(String cursor) {
        var parts = Cursor.decode(cursor, 2).parts();
        var day = requireNonNull(DayParameter.read("cursor", parts.get(1)));
        return new StoredRates.Position(parts.get(0), day);
    }

    private static Cursor cursor(Item last) {
        return Cursor.of(last.currency(), last.on().toString());
    }
}
