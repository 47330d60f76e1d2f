package io.emdia.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.timeout.WriteTimeoutHandler;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts the limits of {@link HttpSettings} on every connection. */
@Component
final class ConnectionLimits implements NettyServerCustomizer {

    private final HttpSettings settings;
    private final List<PathPattern> uploads;

    ConnectionLimits(HttpSettings settings) {
        this.settings = settings;
        this.uploads =
                settings.uploads().stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        var limited =
                server.requestTimeout(settings.uploadTimeout())
                        .doOnChannelInit((_, channel, _) -> limit(channel))
                        .readTimeout(settings.readTimeout())
                        .idleTimeout(settings.idleTimeout())
                        .childOption(
                                ChannelOption.SO_SNDBUF,
                                Math.toIntExact(settings.sendBuffer().toBytes()))
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
        return Epoll.isAvailable() ? withUserTimeout(limited) : limited;
    }

    private void limit(Channel channel) {
        var answerWithin = settings.answerTimeout().toMillis();
        channel.pipeline()
                .addBefore(
                        NettyPipeline.HttpCodec,
                        "answer-deadline",
                        new WriteTimeoutHandler(answerWithin, TimeUnit.MILLISECONDS))
                .addAfter(
                        NettyPipeline.HttpCodec,
                        "request-deadline",
                        new RequestDeadline(settings.requestTimeout(), uploads));
    }

    private WriteBufferWaterMark waterMark() {
        var high = Math.toIntExact(settings.writeBuffer().toBytes());
        return new WriteBufferWaterMark(high / 2, high);
    }

    /** A peer that vanished without a word is given up long before TCP's quarter of an hour. */
    private HttpServer withUserTimeout(HttpServer server) {
        var millis = Math.toIntExact(settings.unansweredTimeout().toMillis());
        return server.childOption(EpollChannelOption.TCP_USER_TIMEOUT, millis);
    }
}
