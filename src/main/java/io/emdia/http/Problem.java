package io.emdia.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal that the caller is told as {@code application/problem+json} (RFC 9457). Its detail goes
 * out as it is, so it holds no secret and no personal data.
 */
public final class Problem extends RuntimeException {

    /** What is wrong with one member or parameter of the request. */
    public record Fault(String member, String detail) {

        @Override
        public String toString() {
            return member + " " + detail;
        }
    }

    private final HttpStatus status;
    private final String detail;
    private final List<Fault> faults;
    private final @Nullable Duration retryAfter;

    private Problem(
            HttpStatus status, String detail, List<Fault> faults, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.faults = faults;
        this.retryAfter = retryAfter;
    }

    /** 400, naming the member and what was expected of it. */
    public static Problem invalid(String member, String detail) {
        return invalid(List.of(new Fault(member, detail)));
    }

    /** 400, naming every member that is wrong; there must be at least one. */
    public static Problem invalid(List<Fault> faults) {
        var detail = faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        return new Problem(HttpStatus.BAD_REQUEST, detail, List.copyOf(faults), null);
    }

    public static Problem unauthorized(String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, detail, List.of(), null);
    }

    public static Problem forbidden(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, detail, List.of(), null);
    }

    /** 400 for a request that no member of its body or query can be blamed for. */
    public static Problem malformed(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail, List.of(), null);
    }

    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, detail, List.of(), null);
    }

    public static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, detail, List.of(), null);
    }

    /** 422 for a request that is right, of something that cannot do it. */
    public static Problem unprocessable(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail, List.of(), null);
    }

    public static Problem tooLarge(String detail) {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, detail, List.of(), null);
    }

    public static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), retryAfter);
    }

    public String detail() {
        return detail;
    }

    public HttpStatus status() {
        return status;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** When the same request may succeed, for a {@code Retry-After} header. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
