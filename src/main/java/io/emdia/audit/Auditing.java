package io.emdia.audit;

import io.emdia.kpi.CellAudit;
import io.emdia.kpi.CellDrift;
import io.emdia.kpi.CellDrift.Difference;
import io.emdia.kpi.Pace;
import io.emdia.kpi.Recount;
import io.emdia.ledger.Refolds;
import io.emdia.ledger.Refolds.Mistake;
import io.emdia.ledger.Refolds.Page;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One audit of one merchant: states against facts, then cells against states. */
@Component
final class Auditing {

    private static final Logger LOG = LoggerFactory.getLogger(Auditing.class);

    private final Refolds refolds;
    private final CellAudit cells;
    private final AuditRows rows;
    private final AuditSettings settings;

    Auditing(Refolds refolds, CellAudit cells, AuditRows rows, AuditSettings settings) {
        this.refolds = refolds;
        this.cells = cells;
        this.rows = rows;
        this.settings = settings;
    }

    /** What one look at everything came to. */
    private static final class Look {

        private final CellDrift drift;
        private long charges;
        private long subscriptions;

        Look(int listedMax) {
            this.drift = new CellDrift(listedMax);
        }

        void add(Page page) {
            charges += page.charges();
            subscriptions += page.subscriptions();
            page.mistakes().forEach(mistake -> drift.add(difference(mistake)));
        }
    }

    /** Counts the cells first where they were made by older code, then audits all there is. */
    Mono<Findings> audit(Lease lease, Pace pace) {
        return (isStale(lease) ? renewCells(lease, pace) : Mono.<Void>empty())
                .then(Mono.defer(() -> look(lease, lease.repair(), pace)))
                .flatMap(found -> findings(lease, found, pace))
                .doOnNext(findings -> tell(lease, findings))
                .checkpoint("audit");
    }

    private static boolean isStale(Lease lease) {
        return lease.cellsVersion() < CellAudit.CELLS_VERSION;
    }

    /** Cells that older code made lack what newer code puts into them: no mistake of anyone's. */
    private Mono<Void> renewCells(Lease lease, Pace pace) {
        var drift = new CellDrift(0);
        return cells.recount(lease.merchantId(), drift, pace)
                .flatMap(recount -> mend(lease, recount, pace).thenReturn(recount))
                .doOnNext(recount -> tellRenewed(lease, recount, drift))
                .then(Mono.defer(() -> rows.recounted(lease, CellAudit.CELLS_VERSION)));
    }

    private static void tellRenewed(Lease lease, Recount recount, CellDrift drift) {
        if (!recount.isRight()) {
            LOG.info(
                    "Counted the cells of {} anew for version {}: {} sums",
                    lease.merchantId(),
                    CellAudit.CELLS_VERSION,
                    drift.count());
        }
    }

    private Mono<Findings> findings(Lease lease, Look found, Pace pace) {
        if (!lease.repair() || found.drift.count() == 0) {
            return Mono.just(findings(found, found, false));
        }
        return look(lease, false, pace).map(left -> findings(found, left, left.drift.count() == 0));
    }

    private static Findings findings(Look found, Look left, boolean repaired) {
        return new Findings(
                found.charges,
                found.subscriptions,
                found.drift.count(),
                found.drift.listed(),
                found.drift.amounts(),
                repaired,
                left.drift.count(),
                left.drift.amounts(),
                null);
    }

    private Mono<Look> look(Lease lease, boolean repair, Pace pace) {
        var look = new Look(settings.listedMax());
        return page(lease, look, null, repair, pace)
                .expand(last -> page(lease, look, last, repair, pace))
                .then(Mono.defer(() -> cells.recount(lease.merchantId(), look.drift, pace)))
                .flatMap(recount -> repair ? mend(lease, recount, pace) : Mono.<Void>empty())
                .thenReturn(look);
    }

    /** The last place of the page; empty at the end. */
    private Mono<Refolds.Place> page(
            Lease lease, Look look, Refolds.@Nullable Place after, boolean repair, Pace pace) {
        return pace.page(
                        Mono.defer(() -> refolds.page(lease.merchantId(), after, settings.page()))
                                .flatMap(page -> take(lease, look, page, repair)))
                .flatMap(page -> Mono.justOrEmpty(page.last()));
    }

    private Mono<Page> take(Lease lease, Look look, Page page, boolean repair) {
        look.add(page);
        cells.addAmounts(page.changes(), look.drift);
        if (!repair || page.mistakes().isEmpty()) {
            return Mono.just(page);
        }
        var places = page.mistakes().stream().map(Mistake::place).distinct().toList();
        return refolds.mend(lease.merchantId(), places).thenReturn(page);
    }

    private Mono<Void> mend(Lease lease, Recount recount, Pace pace) {
        return cells.mend(recount, transaction -> Leases.hold(transaction, lease), pace);
    }

    private static Difference difference(Mistake mistake) {
        var place = mistake.place();
        var key = new LinkedHashMap<String, String>();
        key.put("connection_id", place.connectionId());
        key.put(place.kind() + "_id", place.id());
        return new Difference(
                place.kind(), key, mistake.column(), mistake.stored(), mistake.folded());
    }

    private void tell(Lease lease, Findings findings) {
        if (findings.differences() == 0) {
            LOG.debug("{} is right", lease.merchantId());
            return;
        }
        LOG.error(
                "The figures of {} are off by {} in {} places, {}, first: {}",
                lease.merchantId(),
                findings.drift(),
                findings.differences(),
                findings.repaired() ? "now repaired" : "not repaired",
                findings.first().stream()
                        .limit(settings.loggedMax())
                        .map(Auditing::named)
                        .collect(Collectors.joining("; ")));
    }

    /** Without ids of customers and without values: both may be of a person. */
    private static String named(Difference difference) {
        var key =
                difference.key().entrySet().stream()
                        .filter(part -> !part.getKey().equals("customer_id"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
        return "%s.%s (%s)".formatted(difference.table(), difference.column(), key);
    }
}
