package io.emdia.database;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which a question waits for its answer and no byte has moved for too long,
 * as when the other end has vanished without a word. The server's own limits answer long before, so
 * only a connection that never would is closed; whoever waits on it then gets an error, and the
 * pool another connection. Nothing else may end such a wait: see {@link Database}.
 */
final class AnswerWatch extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWatch.class);
    private static final int LOOKS_PER_SILENCE = 6;

    /** ReadyForQuery ends every answer: its letter, its length of five, and one of three states. */
    private static final long READY = 'Z' * 0x1_00_00_00_00L + 5;

    private static final int READY_LENGTH = 6;
    private static final int STATE_BITS = Byte.SIZE;
    private static final long READY_MASK = 0xFF_FF_FF_FF_FFL;

    private final long silenceMaxNanos;
    private boolean waiting;
    private boolean looking;
    private long movedAt;
    private long lastBytes;
    private long unsent;

    AnswerWatch(Duration silenceMax) {
        this.silenceMaxNanos = silenceMax.toNanos();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!waiting) {
            waiting = true;
            movedAt = now(context);
        }
        if (!looking) {
            looking = true;
            lookLater(context);
        }
        var _ = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        movedAt = now(context);
        if (message instanceof ByteBuf bytes) {
            waiting = !endsAnswer(bytes);
        }
        context.fireChannelRead(message);
    }

    private void lookLater(ChannelHandlerContext context) {
        var _ =
                context.executor()
                        .schedule(
                                () -> look(context),
                                silenceMaxNanos / LOOKS_PER_SILENCE,
                                TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        looking = false;
        if (!waiting || !context.channel().isActive()) {
            return;
        }
        if (hasSent(context)) {
            movedAt = now(context);
        }
        if (now(context) - movedAt >= silenceMaxNanos) {
            LOG.warn(
                    "PostgreSQL has not answered on {} for {}: the connection is closed",
                    context.channel(),
                    Duration.ofNanos(silenceMaxNanos));
            var _ = context.close();
            return;
        }
        looking = true;
        lookLater(context);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /** Whether bytes of a long question have left since the last look. */
    private boolean hasSent(ChannelHandlerContext context) {
        var buffer = context.channel().unsafe().outboundBuffer();
        var before = unsent;
        unsent = buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
        return unsent < before;
    }

    /** Also where the end comes in several pieces. */
    private boolean endsAnswer(ByteBuf bytes) {
        var from = Math.max(bytes.readerIndex(), bytes.writerIndex() - READY_LENGTH);
        for (var at = from; at < bytes.writerIndex(); at++) {
            lastBytes = lastBytes << Byte.SIZE | bytes.getUnsignedByte(at);
        }
        return (lastBytes >>> STATE_BITS & READY_MASK) == READY;
    }
}
