package io.emdia.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/** Where gateways post. The answer is written by hand: no gateway negotiates its format. */
@RestController
final class WebhookEndpoint {

    private final WebhookIntake intake;

    WebhookEndpoint(WebhookIntake intake) {
        this.intake = intake;
    }

    /** 200 once the webhook is on the log; 401, 404, 413, 429 or 503 otherwise. */
    @PostMapping("/webhooks/{connectionId}")
    Mono<Void> accept(@PathVariable String connectionId, ServerWebExchange exchange) {
        return accept(connectionId, "", exchange);
    }

    /** For a gateway that puts a word of its own behind every URL; 404 for any other. */
    @PostMapping("/webhooks/{connectionId}/{ending}")
    Mono<Void> accept(
            @PathVariable String connectionId,
            @PathVariable String ending,
            ServerWebExchange exchange) {
        return intake.accept(connectionId, ending, exchange.getRequest())
                .flatMap(body -> answer(exchange.getResponse(), body.getBytes(UTF_8)));
    }

    private static Mono<Void> answer(ServerHttpResponse response, byte[] body) {
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentLength(body.length);
        if (body.length == 0) {
            return response.setComplete();
        }
        response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
