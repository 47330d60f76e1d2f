package io.emdia.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Free loopback ports, the same at every start as long as nobody else takes them in the meantime.
 */
final class Ports {

    private static final Logger log = LoggerFactory.getLogger(Ports.class);
    private static final int CONNECTIONS_WAITING_MAX = 1;

    private final Keepsakes remembered;

    Ports(Keepsakes remembered) {
        this.remembered = remembered;
    }

    int port(String name) {
        var port = Integer.parseInt(remembered.get(name, Ports::anyFree));
        if (isFree(port)) {
            return port;
        }
        var other = remembered.put(name, anyFree());
        log.info("Port {} of {} is taken by another process: using {}", port, name, other);
        return Integer.parseInt(other);
    }

    private static boolean isFree(int port) {
        try (var socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String anyFree() {
        try (var socket = bind(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, CONNECTIONS_WAITING_MAX, loopback());
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
