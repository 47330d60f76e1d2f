package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cells that are sums of contributions, and which part of all contributions they hold. What is
 * listed here moves with the ledger, and is recounted, compared and mended by the audit.
 *
 * @param cells what stands in the table, of one transaction or of everything
 */
record CellFamily<K extends Key<K>>(
        CellTable<K> table, Function<Netted, SortedMap<K, long[]>> cells) {

    /** Contributed by charges alone, in the order in which every transaction touches them. */
    static final List<CellFamily<?>> DIRECT =
            List.of(
                    new CellFamily<>(CellTable.CUBE, Netted::due),
                    new CellFamily<>(
                            CellTable.SILENT, netted -> Balances.later(netted.silent()).netted()),
                    new CellFamily<>(
                            CellTable.COHORTS,
                            netted -> Balances.byDue(netted.due(), netted.silent()).netted()),
                    new CellFamily<>(CellTable.RECEIPTS, netted -> netted.of(Cells::receipts)),
                    new CellFamily<>(
                            CellTable.DAYS, netted -> Balances.byDay(netted.due()).netted()),
                    new CellFamily<>(CellTable.ISSUES, netted -> netted.of(Cells::issues)),
                    new CellFamily<>(CellTable.ATTEMPTS, netted -> netted.of(Cells::attempts)),
                    new CellFamily<>(CellTable.FLOWS, netted -> netted.of(Cells::flows)),
                    new CellFamily<>(CellTable.USED, netted -> netted.of(Cells::used)));

    /** Known once what is kept of customers, subscriptions and payers has moved; touched then. */
    static final List<CellFamily<?>> LATER =
            List.of(
                    new CellFamily<>(CellTable.CROWDS, netted -> netted.of(Cells::crowds)),
                    new CellFamily<>(CellTable.REVENUE, netted -> netted.of(Cells::revenue)),
                    new CellFamily<>(CellTable.STANDINGS, netted -> netted.of(Cells::standings)));

    static final List<CellFamily<?>> ALL =
            Stream.<CellFamily<?>>concat(DIRECT.stream(), LATER.stream()).toList();

    /** Cells of which several tables are made are netted once. */
    record Netted(Cells all, SortedMap<Key.Due, long[]> due, SortedMap<Key.Due, long[]> silent) {

        static Netted of(Cells all) {
            return new Netted(all, all.due().netted(), all.silent().netted());
        }

        <K extends Key<K>> SortedMap<K, long[]> of(Function<Cells, Deltas<K>> kind) {
            return kind.apply(all).netted();
        }
    }

    SortedMap<K, long[]> of(Netted netted) {
        return cells.apply(netted);
    }

    Mono<Void> move(Connection transaction, Netted netted) {
        return Mono.defer(() -> table.move(transaction, of(netted)));
    }
}
