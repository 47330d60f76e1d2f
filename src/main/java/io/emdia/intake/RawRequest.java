package io.emdia.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.http.Problem;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;

import reactor.core.publisher.Mono;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as bytes, before anybody knows whether to believe it. */
final class RawRequest {

    private RawRequest() {}

    /**
     * What the body may take: as announced, else as much as is allowed. A larger announcement is a
     * 413 before a byte is read.
     */
    static int announcedSize(ServerHttpRequest request, int max) {
        var length = request.getHeaders().getContentLength();
        if (length > max) {
            throw tooLarge(max);
        }
        return length < 0 ? max : Math.toIntExact(length);
    }

    /** Counts while it reads, whatever was announced; beyond the limit it is a 413. */
    static Mono<Arrival> read(ServerHttpRequest request, int max) {
        return DataBufferUtils.join(request.getBody(), max)
                .map(RawRequest::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(failure -> unread(failure, max))
                .map(body -> new Arrival(headers(request), query(request), body));
    }

    /** The raw query without the parameters that hold one of the secrets. */
    static String queryWithout(List<String> secrets, ServerHttpRequest request) {
        var raw = request.getURI().getRawQuery();
        if (raw == null) {
            return "";
        }
        var kept = new ArrayList<String>();
        for (var pair : raw.split("&", -1)) {
            if (secrets.stream().noneMatch(secret -> holds(pair, secret))) {
                kept.add(pair);
            }
        }
        return String.join("&", kept);
    }

    private static boolean holds(String pair, String secret) {
        return !secret.isEmpty()
                && (pair.contains(secret) || URLDecoder.decode(pair, UTF_8).contains(secret));
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private static Map<String, List<String>> headers(ServerHttpRequest request) {
        var headers = new HashMap<String, List<String>>();
        request.getHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    private static Map<String, List<String>> query(ServerHttpRequest request) {
        return new HashMap<>(request.getQueryParams());
    }

    private static Problem unread(Throwable failure, int max) {
        return failure instanceof DataBufferLimitException
                ? tooLarge(max)
                : Problem.invalid("body", "must arrive whole");
    }

    private static Problem tooLarge(int max) {
        return Problem.tooLarge("the body must have at most " + max + " bytes");
    }
}
