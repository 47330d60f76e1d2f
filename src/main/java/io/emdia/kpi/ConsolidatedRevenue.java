package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.KpiDocument.Churn;
import io.emdia.kpi.KpiDocument.Movements;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.kpi.KpiDocument.Subscriptions;
import io.emdia.kpi.RevenueSums.Standings;
import io.emdia.kpi.SharedPayers.Tally;
import io.emdia.money.Fraction;
import io.emdia.money.Ratios;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Recurring revenue of several currencies. A movement is worth what its currency is worth on its
 * day, revenue what it is worth on the day it is told of; what lies between the two is nobody's
 * movement but that of the rates, {@link #fx}. Retention compares at one rate, that of the day
 * before the window, since no customer keeps or leaves by a rate.
 *
 * @param byCurrency each currency's own sums
 * @param moved in the window, exactly; what is lost is negative
 * @param payers of all currencies together
 */
record ConsolidatedRevenue(
        Map<String, RevenueSums> byCurrency,
        Map<Movement, Fraction> moved,
        Tally payers,
        ConsolidatedScope about) {

    private static final String MOVED =
            """
            select currency, day, billed_by, interval_count, new_amount, expansion_amount,
                   contraction_amount, churn_amount, reactivation_amount
              from kpi_revenue
             where merchant_id = $1 and currency = any($2) and day between $3 and $4
            """;

    /** What was moved on a day, of one currency and rhythm. */
    private record Moved(String currency, LocalDate day, Rhythm rhythm, List<Long> amounts) {

        static Moved of(Readable row) {
            var count = Math.toIntExact(Row.number(row, "interval_count"));
            return new Moved(
                    Row.text(row, "currency"),
                    Row.day(row, "day"),
                    Rhythm.of(Row.text(row, "billed_by"), count),
                    Arrays.stream(Movement.values())
                            .map(movement -> Row.number(row, movement.column()))
                            .toList());
        }

        Fraction monthly(Movement movement) {
            return rhythm.monthly(amounts.get(movement.ordinal()));
        }
    }

    /** As a unit of work sees it, which must be a snapshot. */
    static Mono<ConsolidatedRevenue> read(Connection unit, ConsolidatedScope about) {
        return Flux.fromIterable(about.currencies())
                .concatMap(currency -> sums(unit, about, currency))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(sums -> moved(unit, about).map(moved -> new Known(sums, moved)))
                .flatMap(
                        known ->
                                SharedPayers.difference(unit, about)
                                        .map(shared -> known.with(shared, about)));
    }

    private record Known(Map<String, RevenueSums> sums, Map<Movement, Fraction> moved) {

        ConsolidatedRevenue with(Tally shared, ConsolidatedScope about) {
            var payers = sums.values().stream().map(Tally::of).reduce(shared, Tally::plus);
            return new ConsolidatedRevenue(sums, moved, payers, about);
        }
    }

    private static Mono<Map.Entry<String, RevenueSums>> sums(
            Connection unit, ConsolidatedScope about, String currency) {
        return new RevenueReading(unit, about.merchantId(), about.scope().in(currency))
                .sums()
                .map(sums -> Map.entry(currency, sums));
    }

    private static Mono<Map<Movement, Fraction>> moved(Connection unit, ConsolidatedScope about) {
        return Query.on(unit, MOVED)
                .with(about.merchantId())
                .with(about.currencies().toArray(String[]::new))
                .with(about.scope().start())
                .with(about.scope().end())
                .rows(Moved::of)
                .map(rows -> moved(rows, about));
    }

    private static Map<Movement, Fraction> moved(List<Moved> rows, ConsolidatedScope about) {
        var moved = new EnumMap<Movement, Fraction>(Movement.class);
        for (var movement : Movement.values()) {
            moved.put(movement, Fraction.ZERO);
            for (var row : rows) {
                var worth = factor(about, row.currency(), row.day()).times(row.monthly(movement));
                moved.merge(movement, worth, Fraction::plus);
            }
        }
        return moved;
    }

    Revenue revenue() {
        var before = about.scope().start().minusDays(1);
        var mrr = worth(RevenueSums::revenue, about.scope().asOf());
        var opening = worth(RevenueSums::opening, before);
        return new Revenue(
                mrr.roundedHalfUp().longValueExact(),
                mrr.times(Rhythm.MONTHS_A_YEAR).roundedHalfUp().longValueExact(),
                new Movements(
                        moved(Movement.NEW),
                        moved(Movement.EXPANSION),
                        moved(Movement.CONTRACTION),
                        moved(Movement.CHURN),
                        moved(Movement.REACTIVATION)),
                worth(RevenueSums::kept, before).ratioTo(opening),
                worth(RevenueSums::keptAtMost, before).ratioTo(opening));
    }

    /**
     * By how much the revenue at the window's end is more than the revenue before the window and
     * what moved in it, each at its own day's rate.
     */
    long fx() {
        var opening = worth(RevenueSums::opening, about.scope().start().minusDays(1));
        var closing = worth(sums -> sums.kept().plus(sums.crossed().gained()), about.scope().end());
        var net = moved.values().stream().reduce(Fraction.ZERO, Fraction::plus);
        return closing.minus(opening).minus(net).roundedHalfUp().longValueExact();
    }

    Churn churn() {
        return new Churn(
                Ratios.of(payers.churned(), payers.all()),
                Ratios.of(payers.churned() - payers.forced(), payers.all()),
                Ratios.of(payers.forced(), payers.all()));
    }

    Subscriptions subscriptions() {
        return new Subscriptions(
                count(Standings::trialing),
                count(Standings::active),
                count(Standings::pastDue),
                count(Standings::paused),
                count(Standings::canceled));
    }

    private long count(ToLongFunction<Standings> state) {
        return byCurrency.values().stream()
                .mapToLong(sums -> state.applyAsLong(sums.standings()))
                .sum();
    }

    /** None is negative. */
    private long moved(Movement movement) {
        var exact = moved.getOrDefault(movement, Fraction.ZERO);
        return (movement.isLoss() ? exact.negated() : exact).roundedHalfUp().longValueExact();
    }

    private Fraction worth(Function<RevenueSums, Fraction> amount, LocalDate day) {
        return byCurrency.entrySet().stream()
                .map(its -> factor(about, its.getKey(), day).times(amount.apply(its.getValue())))
                .reduce(Fraction.ZERO, Fraction::plus);
    }

    private static Fraction factor(ConsolidatedScope about, String currency, LocalDate day) {
        var decimal = about.factor(currency, day);
        var scaled = decimal.setScale(Math.max(0, decimal.scale()));
        return new Fraction(scaled.unscaledValue(), BigInteger.TEN.pow(scaled.scale()));
    }
}
