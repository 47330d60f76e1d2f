package io.emdia.keys;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.Acts;
import io.emdia.auditlog.AuditLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.Map;

/** The master key: how far its rotation is, and a new one. */
@RestController
@RequestMapping("/v1/master-key/rotation")
@Tag(name = "Master key")
final class MasterKeyEndpoint {

    private static final String SUBJECT = "master key";

    private final Rotation rotation;
    private final Acts acts;

    MasterKeyEndpoint(Rotation rotation, Acts acts) {
        this.rotation = rotation;
        this.acts = acts;
    }

    @GetMapping
    @Operation(summary = "The current key's fingerprint, and what older keys still seal")
    Mono<Rotation.State> state() {
        return rotation.state();
    }

    @PostMapping
    @Operation(
            summary = "Make a new master key, and seal everything by it",
            description =
                    "Of the key in the data folder. The one before goes on opening until nothing"
                        + " needs it; webhooks are taken throughout. 409 while one is under way,"
                        + " and where the key is given by a setting")
    Mono<Rotation.State> rotate() {
        return rotation.begin().delayUntil(_ -> logged());
    }

    private Mono<Void> logged() {
        return acts.record(AuditLog.NO_MERCHANT, Act.MASTER_KEY_ROTATED, SUBJECT, Map.of());
    }
}
