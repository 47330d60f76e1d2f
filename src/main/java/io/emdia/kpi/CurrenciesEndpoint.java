package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** Which currencies a merchant has figures in. */
@RestController
final class CurrenciesEndpoint {

    private final Merchants merchants;
    private final Database database;

    CurrenciesEndpoint(Merchants merchants, Database database) {
        this.merchants = merchants;
        this.database = database;
    }

    /**
     * @param currencies those of its charges and subscriptions, by code; none before the first
     * @param defaultCurrency the one that is meant where none is asked for
     */
    record Answer(List<String> currencies, @Nullable String defaultCurrency) {}

    @GetMapping("/v1/merchants/{merchant}/kpis/currencies")
    Mono<Answer> currencies(@PathVariable("merchant") String merchant) {
        return merchants.required(merchant).flatMap(this::answer).checkpoint("currencies");
    }

    private Mono<Answer> answer(Merchant merchant) {
        return database.read(
                        Scope.of(merchant.id()),
                        unit -> CellReading.currencies(unit, merchant.id()))
                .map(currencies -> new Answer(currencies, merchant.defaultCurrency()));
    }
}
