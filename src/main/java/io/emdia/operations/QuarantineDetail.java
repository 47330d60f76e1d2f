package io.emdia.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.gateways.Resource;
import io.emdia.processing.QuarantineSearch.Inspected;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One kept delivery with what it holds, personal data masked.
 *
 * @param status {@code open}, or what became of it
 * @param query of its request, without secrets
 * @param awaited what its gateway is asked for, where it is no delivery
 * @param bodyKind {@code json}, {@code form}, or {@code other}, whose body is not shown
 * @param bodySha256 of the bytes as they came
 */
record QuarantineDetail(
        @JsonUnwrapped QuarantineItem item,
        String status,
        Instant keptAt,
        @Nullable Instant settledAt,
        Map<String, String> headers,
        String query,
        @Nullable Awaited awaited,
        String bodyKind,
        String bodySha256,
        String body) {

    record Awaited(String kind, String id) {

        static @Nullable Awaited of(@Nullable Resource resource) {
            return resource == null
                    ? null
                    : new Awaited(
                            resource.kind(), Masking.text(MemberName.ID, false, resource.id()));
        }
    }

    static QuarantineDetail of(Inspected inspected) {
        var headers = new TreeMap<String, String>();
        inspected.headers().forEach((name, value) -> headers.put(name, Masking.header(value)));
        var body = MaskedBody.of(inspected.body());
        return new QuarantineDetail(
                QuarantineItem.of(inspected.kept()),
                inspected.status(),
                inspected.keptAt(),
                inspected.settledAt(),
                headers,
                MaskedForm.masked(inspected.query()),
                Awaited.of(inspected.awaited()),
                body.kind(),
                body.sha256(),
                body.text());
    }
}
