package io.emdia;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection that sends several requests without waiting for their answers. */
final class KeptAlive implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String STATUS_LINE = "HTTP/1.1 200";

    private final Socket socket = new Socket();

    KeptAlive(URI server) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
    }

    /** Sends all in one write. */
    void ask(String... paths) throws IOException {
        var requests = new StringBuilder();
        for (var path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: test\r\n");
            requests.append("Authorization: Bearer ").append(RunningProduct.ADMINISTRATOR);
            requests.append("\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads until so many answers began; a socket time-out tells that they never did. */
    int answers(int expected) throws IOException {
        var read = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        var answers = 0;
        while (answers < expected) {
            var length = socket.getInputStream().read(buffer);
            if (length < 0) {
                return answers;
            }
            read.write(buffer, 0, length);
            answers = read.toString(StandardCharsets.UTF_8).split(STATUS_LINE, -1).length - 1;
        }
        return answers;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
