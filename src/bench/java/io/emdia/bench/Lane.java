package io.emdia.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One kept-alive connection with at most one request under way, read without copies. */
final class Lane {

    static final int NO_ANSWER_YET = 0;

    private static final int ANSWER_MAX = 16 * 1024;
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_MAX);

    /** What the request under way is, for whoever sent it. */
    private int number;

    private Lane(SocketChannel channel) {
        this.channel = channel;
    }

    static Lane open(int port, Selector selector) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var lane = new Lane(channel);
        channel.register(selector, SelectionKey.OP_READ, lane);
        return lane;
    }

    /** A request is far smaller than the socket's buffer, which is empty by then. */
    void send(byte[] request, int number) throws IOException {
        this.number = number;
        in.clear();
        if (channel.write(ByteBuffer.wrap(request)) != request.length) {
            throw new IOException("a request did not fit the socket's buffer");
        }
    }

    int number() {
        return number;
    }

    /** The status of the answer once it is here whole. */
    int read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        var bytes = in.array();
        var head = headLength(bytes, in.position());
        if (head < 0 || in.position() < head + contentLength(bytes, head)) {
            return NO_ANSWER_YET;
        }
        return digits(bytes, STATUS_AT);
    }

    private static int headLength(byte[] bytes, int end) {
        for (var at = end - 4; at >= 0; at--) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r') {
                return at + 4;
            }
        }
        return -1;
    }

    private static int contentLength(byte[] bytes, int head) {
        for (var at = 0; at < head - LENGTH.length; at++) {
            if (bytes[at] == '\n' && isLength(bytes, at + 1)) {
                return digits(bytes, at + 1 + LENGTH.length);
            }
        }
        throw new IllegalStateException("an answer without a length");
    }

    private static boolean isLength(byte[] bytes, int from) {
        for (var at = 0; at < LENGTH.length; at++) {
            if ((bytes[from + at] | 0x20) != LENGTH[at]) {
                return false;
            }
        }
        return true;
    }

    private static int digits(byte[] bytes, int from) {
        var number = 0;
        for (var at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    void close() throws IOException {
        channel.close();
    }
}
