package io.emdia.live;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import java.nio.charset.StandardCharsets;

/** A frame as a client reads it. */
final class Written {

    private Written() {}

    static String text(Frame frame) {
        return frame.in(DefaultDataBufferFactory.sharedInstance).toString(StandardCharsets.UTF_8);
    }
}
