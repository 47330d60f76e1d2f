package io.emdia.processing;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.processing.Quarantine.Kept;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Map;

/** Writes down who settled what was kept aside. */
final class Settling {

    private Settling() {}

    static Mono<Kept> logged(Connection transaction, String merchantId, Kept kept, Act act) {
        var details = Map.of("connection", kept.connectionId(), "gateway", kept.gateway());
        return AuditLog.record(transaction, merchantId, act, String.valueOf(kept.id()), details)
                .thenReturn(kept);
    }
}
