package io.emdia.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One client of an endless stream of events. Goes by lines: the server writes each event in one
 * chunk, so the lines of the chunked coding stand between events and mean nothing here.
 */
final class StreamLane {

    /** Hears of an event when its data has arrived. */
    interface Listener {
        void heard(long id, byte[] line, int from, int to, long nanoTime);
    }

    private static final int LINE_MAX = 64 * 1024;
    private static final byte[] ID = ascii("id: ");
    private static final byte[] DATA = ascii("data: ");

    private final SocketChannel channel;
    private final Listener listener;
    private final ByteBuffer in = ByteBuffer.allocate(LINE_MAX);
    private long id;
    private boolean open;

    private StreamLane(SocketChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    static StreamLane open(int port, String path, Selector selector, Listener listener)
            throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var channel = SocketChannel.open(address);
        var request =
                "GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer %s\r\n\r\n"
                        .formatted(path, BenchedProduct.ADMINISTRATOR);
        channel.write(ByteBuffer.wrap(ascii(request)));
        channel.configureBlocking(false);
        var lane = new StreamLane(channel, listener);
        channel.register(selector, SelectionKey.OP_READ, lane);
        return lane;
    }

    /** Whether the server has begun to stream. */
    boolean isOpen() {
        return open;
    }

    void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a stream");
        }
        var now = System.nanoTime();
        var bytes = in.array();
        var from = 0;
        for (var at = 0; at < in.position(); at++) {
            if (bytes[at] == '\n') {
                line(bytes, from, at, now);
                from = at + 1;
            }
        }
        in.flip().position(from);
        in.compact();
        open = true;
    }

    private void line(byte[] bytes, int from, int to, long now) {
        if (begins(bytes, from, to, ID)) {
            id = number(bytes, from + ID.length);
        } else if (begins(bytes, from, to, DATA)) {
            listener.heard(id, bytes, from + DATA.length, to, now);
        }
    }

    private static boolean begins(byte[] bytes, int from, int to, byte[] start) {
        for (var at = 0; at < start.length; at++) {
            if (from + at >= to || bytes[from + at] != start[at]) {
                return false;
            }
        }
        return true;
    }

    /** The number right behind a mark in a line. */
    static long numberBehind(byte[] mark, byte[] bytes, int from, int to) {
        for (var at = from; at < to; at++) {
            if (begins(bytes, at, to, mark)) {
                return number(bytes, at + mark.length);
            }
        }
        throw new IllegalStateException("no mark in " + new String(bytes, from, to - from));
    }

    private static long number(byte[] bytes, int from) {
        var number = 0L;
        for (var at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void close() throws IOException {
        channel.close();
    }
}
