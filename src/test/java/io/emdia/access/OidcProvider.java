package io.emdia.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import tools.jackson.databind.json.JsonMapper;

import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A small OpenID provider on a real port: discovery, keys, codes that work once and only with their
 * PKCE verifier and client secret, signed ID tokens. Tests say who signs in and what is wrong.
 */
final class OidcProvider implements AutoCloseable {

    static final String CLIENT = "emdia-client";
    static final String SECRET = "the-client-secret";

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LIFE_SECONDS = 300;

    private record Asked(String nonce, String challenge) {}

    private final RSAKey key = key("one");
    private final RSAKey foreign = key("one");
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final DisposableServer server;
    private volatile Map<String, Object> person = Map.of();
    private volatile Consumer<JWTClaimsSet.Builder> fault = _ -> {};
    private volatile boolean signsWithForeignKey;

    OidcProvider() {
        server =
                HttpServer.create()
                        .port(0)
                        .route(
                                routes ->
                                        routes.get("/.well-known/openid-configuration", this::self)
                                                .get("/keys", this::keys)
                                                .get("/authorize", this::authorize)
                                                .post("/token", this::token))
                        .bindNow();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Who signs in next, and what is wrong with the token. */
    void signsIn(Map<String, Object> claims, Consumer<JWTClaimsSet.Builder> wrong) {
        person = claims;
        fault = wrong;
        signsWithForeignKey = false;
    }

    void signWithAForeignKey() {
        signsWithForeignKey = true;
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Mono<Void> self(HttpServerRequest request, HttpServerResponse response) {
        return json(
                response,
                Map.of(
                        "issuer", issuer(),
                        "authorization_endpoint", issuer() + "/authorize",
                        "token_endpoint", issuer() + "/token",
                        "jwks_uri", issuer() + "/keys",
                        "response_types_supported", List.of("code"),
                        "subject_types_supported", List.of("public"),
                        "id_token_signing_alg_values_supported", List.of("RS256")));
    }

    private Mono<Void> keys(HttpServerRequest request, HttpServerResponse response) {
        return json(response, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    private Mono<Void> authorize(HttpServerRequest request, HttpServerResponse response) {
        var asked = UriComponentsBuilder.fromUriString(request.uri()).build().getQueryParams();
        if (!"S256".equals(asked.getFirst("code_challenge_method"))
                || !CLIENT.equals(asked.getFirst("client_id"))) {
            return response.status(400).send();
        }
        var code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Asked(text(asked.getFirst("nonce")), text(asked.getFirst("code_challenge"))));
        var back =
                decoded(asked.getFirst("redirect_uri"))
                        + "?code="
                        + code
                        + "&state="
                        + asked.getFirst("state");
        return response.sendRedirect(back);
    }

    private Mono<Void> token(HttpServerRequest request, HttpServerResponse response) {
        var basic = CLIENT + ":" + SECRET;
        var expected = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8));
        var isClient = expected.equals(request.requestHeaders().get("Authorization"));
        return request.receive()
                .aggregate()
                .asString()
                .flatMap(form -> answer(response, form(form), isClient));
    }

    private Mono<Void> answer(
            HttpServerResponse response, Map<String, String> form, boolean isClient) {
        var asked = codes.remove(text(form.get("code")));
        if (!isClient
                || asked == null
                || !asked.challenge().equals(s256(form.get("code_verifier")))) {
            return json(response.status(400), Map.of("error", "invalid_grant"));
        }
        return json(
                response,
                Map.of(
                        "access_token",
                        "never-used",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        LIFE_SECONDS,
                        "id_token",
                        idToken(asked.nonce())));
    }

    private String idToken(String nonce) {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("somebody")
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)))
                        .claim("nonce", nonce);
        person.forEach(claims::claim);
        fault.accept(claims);
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(signsWithForeignKey ? foreign : key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mono<Void> json(HttpServerResponse response, Object body) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(body)))
                .then();
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            form.put(parts[0], decoded(parts[1]));
        }
        return form;
    }

    private static String decoded(@Nullable String text) {
        return URLDecoder.decode(text(text), UTF_8);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String s256(@Nullable String verifier) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text(verifier).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
