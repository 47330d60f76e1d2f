package io.emdia.database;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;

import reactor.netty.resources.LoopResources;

import java.time.Duration;

/**
 * The event loops every other client uses, with an {@link AnswerWatch} on each connection made on
 * them: the driver offers no other way in.
 */
final class WatchedLoops implements LoopResources {

    private final LoopResources loops;
    private final Duration silenceMax;

    WatchedLoops(LoopResources loops, Duration silenceMax) {
        this.loops = loops;
        this.silenceMax = silenceMax;
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }

    @Override
    public <T extends Channel> T onChannel(Class<T> type, EventLoopGroup group) {
        var channel = loops.onChannel(type, group);
        channel.pipeline().addFirst(new AnswerWatch(silenceMax));
        return channel;
    }

    @Override
    public <T extends Channel> Class<? extends T> onChannelClass(
            Class<T> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }
}
