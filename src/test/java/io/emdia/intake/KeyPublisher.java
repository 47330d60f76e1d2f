package io.emdia.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A gateway's key server on a real socket, which can be slow, huge, silent or elsewhere. */
final class KeyPublisher implements AutoCloseable {

    private static final int BITS = 2048;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    final AtomicInteger asked = new AtomicInteger();
    volatile Duration delay = Duration.ZERO;
    volatile int status = 200;
    volatile String body = "{\"keys\":[]}";
    private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
    private final DisposableServer server;

    KeyPublisher() {
        server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .handle((_, response) -> answer(response))
                        .bindNow(IntakeServer.PATIENCE);
    }

    URI set() {
        return URI.create("http://127.0.0.1:%d/jwks.json".formatted(server.port()));
    }

    private Mono<Void> answer(HttpServerResponse response) {
        asked.incrementAndGet();
        var sent =
                response.status(status)
                        .header("Location", "/elsewhere.json")
                        .sendString(Mono.just(body))
                        .then();
        return delay.isZero() ? sent : Mono.delay(delay).then(sent);
    }

    /** From now on the set holds this key too. */
    void publish(String kid) {
        keys.put(kid, pair(BITS));
        body =
                keys.entrySet().stream()
                        .map(key -> json(key.getKey(), key.getValue()))
                        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    String header(String kid, byte[] signed) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(Objects.requireNonNull(keys.get(kid)).getPrivate());
            signature.update(signed);
            return "alg=RS256; kid=%s; signature=%s"
                    .formatted(kid, URL.encodeToString(signature.sign()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static KeyPair pair(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static String json(String kid, KeyPair pair) {
        var key = (RSAPublicKey) pair.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"AQAB\"}"
                .formatted(kid, URL.encodeToString(key.getModulus().toByteArray()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        server.disposeNow(IntakeServer.PATIENCE);
    }
}
