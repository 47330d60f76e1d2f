package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.http.Problem;
import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.BiFunction;

/** Takes the defaults of what is asked for, and answers from one snapshot. */
@Component
final class HabitQuestions {

    private final Merchants merchants;
    private final KpiDocuments documents;
    private final Database database;
    private final InstantSource clock;

    HabitQuestions(
            Merchants merchants, KpiDocuments documents, Database database, InstantSource clock) {
        this.merchants = merchants;
        this.documents = documents;
        this.database = database;
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

    /** Which customers are asked for; amounts are of the asked currency, else of the merchant's. */
    Mono<CustomerSearch> search(String merchantId, CustomerAsked what) {
        var filter = what.filter();
        var order = what.order();
        var day = what.day();
        return merchant(merchantId)
                .flatMap(
                        merchant ->
                                known(
                                        merchant,
                                        new CustomerSearch(
                                                merchantId, day(merchant, day), filter, order)));
    }

    private Mono<CustomerSearch> known(Merchant merchant, CustomerSearch search) {
        var asked = search.filter().currency();
        if (!search.isOfAmounts() || asked != null) {
            return Mono.just(search);
        }
        return database.read(
                        Scope.of(merchant.id()),
                        unit -> documents.currency(unit, merchant, KpiQuestion.now(null)))
                .map(search::in);
    }

    /** Reads within one snapshot, or tells a {@link Problem}. */
    <T> Mono<T> answer(String merchantId, Span asked, BiFunction<Connection, Slice, Mono<T>> read) {
        return merchant(merchantId).flatMap(merchant -> answer(merchant, asked, read));
    }

    private <T> Mono<T> answer(
            Merchant merchant, Span asked, BiFunction<Connection, Slice, Mono<T>> read) {
        var slice = asked.slice(merchant.id(), day(merchant, asked.asOf()));
        return database.snapshot(
                Scope.of(merchant.id()),
                unit ->
                        documents
                                .currency(unit, merchant, KpiQuestion.now(asked.currency()))
                                .flatMap(currency -> read.apply(unit, slice.in(currency))));
    }
}
