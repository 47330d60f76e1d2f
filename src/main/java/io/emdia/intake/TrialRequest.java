package io.emdia.intake;

import io.emdia.gateways.Trial;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import reactor.core.publisher.Flux;

import java.net.URI;

/** A trial's webhook in the place of the request that asked for it, of which nothing is seen. */
final class TrialRequest extends ServerHttpRequestDecorator {

    private final HttpHeaders headers = new HttpHeaders();
    private final MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
    private final URI uri;
    private final Flux<DataBuffer> body;

    TrialRequest(ServerHttpRequest asking, String path, Trial.Webhook webhook) {
        super(asking);
        webhook.headers().forEach(headers::set);
        headers.setContentLength(webhook.body().length);
        webhook.query().forEach(query::set);
        uri = uri(path);
        body =
                Flux.defer(
                        () ->
                                Flux.just(
                                        DefaultDataBufferFactory.sharedInstance.wrap(
                                                webhook.body())));
    }

    private URI uri(String path) {
        var builder = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(name -> builder.queryParam(name, "{" + name + "}"));
        return builder.encode().buildAndExpand(query.toSingleValueMap()).toUri();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public MultiValueMap<String, String> getQueryParams() {
        return query;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return body;
    }
}
