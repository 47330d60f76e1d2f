package io.emdia.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

class MerchantKeysIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NODES = 8;

    private final Database database = TestServers.freshDatabase().database();
    private final MerchantKeys keys = TestKeys.in(database);

    @Test
    void everyNodeHasTheSameKeyWhoeverMadeIt() {
        var pseudonyms =
                Flux.range(0, NODES)
                        .flatMap(_ -> TestKeys.in(database).of(List.of("b", "a")), NODES)
                        .map(made -> requireNonNull(made.get("a")).pseudonym("x"))
                        .collectList();

        assertThat(result(pseudonyms)).hasSize(NODES).containsOnly(pseudonym(keys, "a"));
        assertThat(requireNonNull(keys.known("a")).merchantId()).isEqualTo("a");
        assertThat(keys.known("nobody")).isNull();
    }

    @Test
    void aKeyMadeByAUnitThatWasTakenBackIsForgotten() {
        var taken =
                database.write(
                        Scope.of("a"),
                        unit ->
                                keys.of(unit, List.of("a"))
                                        .then(keys.of(unit, List.of("a")))
                                        .then(Mono.error(new IllegalStateException("stop"))));

        assertThatThrownBy(() -> taken.block(PATIENCE)).hasMessage("stop");
        assertThat(keys.known("a")).isNull();
        assertThat(pseudonym(keys, "a")).isEqualTo(pseudonym(TestKeys.in(database), "a"));
    }

    @Test
    void aNodeLearnsAKeyWithoutTheDatabase() {
        var key = result(keys.of("a"));
        var sealed = key.seal("x".getBytes(UTF_8), "c");
        var cutOff = TestKeys.in(database);

        cutOff.learn("a", keys.wrapped(key));

        assertThat(requireNonNull(cutOff.known("a")).open(sealed, "c")).isEqualTo(new byte[] {'x'});
        assertThatThrownBy(() -> cutOff.learn("b", keys.wrapped(key))).isInstanceOf(Unopened.class);
    }

    @Test
    void withinAUnitTheSameKeysCome() {
        Map<String, MerchantKey> within =
                result(
                        database.write(
                                Scope.of(Set.of("a", "b")),
                                unit -> keys.of(unit, List.of("a", "b"))));

        assertThat(within).containsOnlyKeys("a", "b");
        assertThat(requireNonNull(within.get("b")).pseudonym("x")).isEqualTo(pseudonym(keys, "b"));
    }

    private static String pseudonym(MerchantKeys keys, String merchant) {
        return result(keys.of(merchant)).pseudonym("x");
    }

    private static <T> T result(Mono<T> publisher) {
        return requireNonNull(publisher.block(PATIENCE));
    }
}
