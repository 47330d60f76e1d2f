package io.emdia.http;

import io.emdia.http.ProblemBody.Answer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where failures become answers, whether an endpoint, a filter or the security layer
 * failed. What was not foreseen is logged, and told as a 500 without a word about its cause.
 */
@Component
@Order(ProblemHandler.BEFORE_SPRINGS_OWN)
final class ProblemHandler implements ErrorWebExceptionHandler {

    static final int BEFORE_SPRINGS_OWN = -2;

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemReading reading;
    private final JsonMapper json;

    ProblemHandler(ProblemReading reading, JsonMapper json) {
        this.reading = reading;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        var answer = reading.read(failure);
        if (answer.body().status() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            LOG.error("Unexpected failure of {}", described(exchange), failure);
        }
        return write(exchange, answer);
    }

    private Mono<Void> write(ServerWebExchange exchange, Answer answer) {
        var response = exchange.getResponse();
        response.setRawStatusCode(answer.body().status());
        response.getHeaders().putAll(answer.headers());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return exchange.getRequest().getMethod() == HttpMethod.HEAD
                ? response.setComplete()
                : body(response, answer);
    }

    private Mono<Void> body(ServerHttpResponse response, Answer answer) {
        var bytes = json.writeValueAsBytes(answer.body());
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }

    /** Without the query, which may hold what only the caller may see. */
    private static String described(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return request.getMethod() + " " + request.getPath().value();
    }
}
