package io.emdia.keys;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** The master key: how far its rotation is, and a new one. */
@RestController
@RequestMapping("/v1/master-key/rotation")
@Tag(name = "Master key")
final class MasterKeyEndpoint {

    private final Rotation rotation;

    MasterKeyEndpoint(Rotation rotation) {
        this.rotation = rotation;
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
        return rotation.begin();
    }
}
