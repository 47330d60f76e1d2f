package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.function.BiConsumer;

/** What is kept of payers, of which recurring revenue is made. */
final class PayerFamily implements KeptFamily<Key.Step> {

    @Override
    public String table() {
        return "kpi_payer";
    }

    @Override
    public String column() {
        return "steps";
    }

    @Override
    public Deltas<Key.Step> parts(Cells cells) {
        return cells.steps();
    }

    @Override
    public Owner owner(Key.Step part) {
        return owner(part.payer());
    }

    static Owner owner(Payer payer) {
        return new Owner(
                payer.merchantId(), payer.connectionId(), payer.customerId(), payer.currency());
    }

    @Override
    public void each(Owner owner, String text, BiConsumer<Key.Step, long[]> part) {
        var payer = payer(owner);
        PayerSteps.of(text)
                .byName()
                .forEach(
                        (name, byDay) ->
                                byDay.forEach(
                                        (day, sum) ->
                                                part.accept(
                                                        step(payer, name, day), new long[] {sum})));
    }

    private static Key.Step step(Payer payer, String name, long day) {
        return new Key.Step(payer, name, LocalDate.ofEpochDay(day));
    }

    @Override
    public String text(Deltas<Key.Step> parts) {
        return PayerSteps.NONE.plus(parts.netted().entrySet()).text();
    }

    @Override
    public void addMade(Owner owner, String text, Cells into) {
        var payer = payer(owner);
        PayerMoves.of(PayerSteps.of(text)).forEach(mover -> payer.add(mover, into, 1));
    }

    @Override
    public Mono<Void> move(Connection transaction, Cells cells) {
        return PayerRows.move(transaction, cells);
    }

    static Payer payer(Owner owner) {
        return new Payer(
                owner.merchantId(), owner.connectionId(), owner.customerId(), owner.currency());
    }
}
