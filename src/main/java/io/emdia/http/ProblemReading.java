package io.emdia.http;

import io.emdia.http.ProblemBody.Answer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

import java.util.List;
import java.util.stream.Collectors;

/** Reads any failure into what the caller is told. Nothing of its message goes out. */
@Component
final class ProblemReading {

    private final List<ProblemSource> sources;

    ProblemReading(ObjectProvider<ProblemSource> sources) {
        this.sources = sources.orderedStream().toList();
    }

    Answer read(Throwable failure) {
        return switch (failure) {
            case Problem problem -> ProblemBody.answer(problem);
            case DataBufferLimitException _ -> ProblemBody.answer(tooLarge());
            case ServerWebInputException input -> ProblemBody.answer(InputFaults.problem(input));
            case ErrorResponse refusal -> refusal(refusal);
            default -> told(failure);
        };
    }

    private Answer told(Throwable failure) {
        return sources.stream()
                .flatMap(source -> source.problemOf(failure).stream())
                .findFirst()
                .map(ProblemBody::answer)
                .orElseGet(ProblemReading::unexpected);
    }

    private static Answer refusal(ErrorResponse refusal) {
        var status = HttpStatus.resolve(refusal.getStatusCode().value());
        if (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR) {
            return unexpected();
        }
        var headers = HttpHeaders.copyOf(refusal.getHeaders());
        return ProblemBody.answer(status, detail(status, refusal), List.of(), headers);
    }

    private static String detail(HttpStatus status, ErrorResponse refusal) {
        return switch (refusal) {
            case MethodNotAllowedException method -> detail(method);
            case UnsupportedMediaTypeStatusException _ ->
                    "the body must be JSON, with Content-Type application/json";
            default -> detail(status);
        };
    }

    private static String detail(MethodNotAllowedException refusal) {
        var allowed =
                refusal.getSupportedMethods().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return "%s is not allowed here, only %s".formatted(refusal.getHttpMethod(), allowed);
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "there is nothing at this path";
            case NOT_ACCEPTABLE -> "none of the types in Accept can be given here";
            case CONTENT_TOO_LARGE -> "the body is too large";
            default -> "the request was refused: " + status.getReasonPhrase();
        };
    }

    private static Problem tooLarge() {
        return Problem.tooLarge("the body is too large");
    }

    private static Answer unexpected() {
        return ProblemBody.answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "an unexpected failure, kept in the log",
                List.of(),
                new HttpHeaders());
    }
}
