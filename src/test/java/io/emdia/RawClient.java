package io.emdia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A connection that sends whatever bytes it likes, at whatever pace. */
final class RawClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

    private final Socket socket = new Socket();

    RawClient(URI server) throws IOException {
        this(server, 0);
    }

    /**
     * @param receiveBuffer bytes that the system takes before somebody reads; 0 for its own choice
     */
    RawClient(URI server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends one piece after the other, so far apart, until the server will have no more. */
    Duration drip(String piece, Duration apart, Duration patience) throws InterruptedException {
        var start = System.nanoTime();
        while (since(start).compareTo(patience) < 0) {
            try {
                if (isCut(apart)) {
                    return since(start);
                }
                write(piece);
            } catch (IOException cut) {
                return since(start);
            }
        }
        return patience;
    }

    private void write(String piece) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(piece.getBytes(ISO_8859_1));
        out.flush();
    }

    /** Waits so long; whether the server closed the connection meanwhile. What it says is read. */
    private boolean isCut(Duration wait) throws IOException {
        var end = System.nanoTime() + wait.toNanos();
        while (true) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            socket.setSoTimeout((int) left);
            try {
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException quiet) {
                return false;
            }
        }
    }

    /** How long until the server closes, without reading what it says before. */
    Duration cutWithoutReading(Duration patience) throws IOException, InterruptedException {
        var start = System.nanoTime();
        while (since(start).compareTo(patience) < 0) {
            try {
                write("\r\n");
            } catch (IOException cut) {
                return since(start);
            }
            Thread.sleep(100);
        }
        return patience;
    }

    /** Everything the server says until it closes or is silent for so long. */
    String answers(Duration silence) throws IOException {
        socket.setSoTimeout((int) silence.toMillis());
        var said = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        try {
            for (var length = read(buffer); length >= 0; length = read(buffer)) {
                said.write(buffer, 0, length);
            }
        } catch (SocketTimeoutException quiet) {
            return said.toString(ISO_8859_1);
        } catch (IOException reset) {
            return said.toString(ISO_8859_1);
        }
        return said.toString(ISO_8859_1);
    }

    private int read(byte[] buffer) throws IOException {
        return socket.getInputStream().read(buffer);
    }

    static List<Integer> statuses(String said) {
        var statuses = new ArrayList<Integer>();
        var matcher = STATUS.matcher(said);
        while (matcher.find()) {
            statuses.add(Integer.valueOf(matcher.group(1)));
        }
        return statuses;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
