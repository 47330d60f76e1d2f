package io.emdia.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

import reactor.netty.channel.ChannelOperations;

import java.util.concurrent.Executor;

/** The thread that reads and writes a request's connection. Never to be blocked. */
public final class RequestThread {

    private RequestThread() {}

    /** What is answered from there is written without another change of threads. */
    public static Executor of(ServerHttpRequest request) {
        ChannelOperations<?, ?> operations = ServerHttpRequestDecorator.getNativeRequest(request);
        return operations.channel().eventLoop();
    }
}
