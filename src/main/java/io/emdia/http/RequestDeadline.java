package io.emdia.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Gives every request so long to arrive whole, but for uploads, which have the server's own longer
 * limit. What is answered before it has arrived, as a refusal is, has no longer time than others to
 * end. One a connection, on its event loop.
 */
final class RequestDeadline extends ChannelDuplexHandler {

    private final Duration within;
    private final List<PathPattern> uploads;
    private @Nullable Future<?> deadline;
    private boolean arriving;

    RequestDeadline(Duration within, List<PathPattern> uploads) {
        this.within = within;
        this.uploads = uploads;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            arriving = true;
            if (!isUpload(request.uri())) {
                begin(context);
            }
        }
        if (message instanceof LastHttpContent) {
            arriving = false;
            end();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (arriving && deadline == null && isAnswer(message)) {
            begin(context);
        }
        var _ = context.write(message, promise);
    }

    /** "100 Continue" only asks for the rest. */
    private static boolean isAnswer(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    private void begin(ChannelHandlerContext context) {
        end();
        deadline =
                context.executor()
                        .schedule(() -> late(context), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end() {
        var running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }

    /** As if nothing more had come. */
    private static void late(ChannelHandlerContext context) {
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
    }

    private boolean isUpload(String uri) {
        var query = uri.indexOf('?');
        var path = PathContainer.parsePath(query < 0 ? uri : uri.substring(0, query));
        return uploads.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
