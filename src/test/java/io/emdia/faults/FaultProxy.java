package io.emdia.faults;

import io.emdia.faults.Weather.Flow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on the loopback that spoils connections as networks do. Its weather may change at any
 * time and holds for connections old and new; a connection that was frozen or swallowed once never
 * comes back, as one whose other end has vanished without a word.
 */
public final class FaultProxy implements AutoCloseable {

    enum Direction {
        /** From the client to the server. */
        UP,
        DOWN
    }

    private static final int BACKLOG = 256;
    private static final int CONNECT_MILLIS_MAX = 2_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket listener;
    private final Random random;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Map<Direction, Weather> weather = new EnumMap<>(Direction.class);
    private final AtomicLong brokenAfter = new AtomicLong(NEVER);
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicInteger answersLost = new AtomicInteger();
    private volatile int targetPort;
    private volatile boolean refusing;
    private volatile byte[] question = new byte[0];

    private FaultProxy(ServerSocket listener, int targetPort, long seed) {
        this.listener = listener;
        this.targetPort = targetPort;
        this.random = new Random(seed);
        heal();
    }

    /** Listens on a free port; the target may be named later, and named again. */
    static FaultProxy open(long seed) throws IOException {
        var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        var proxy = new FaultProxy(listener, 0, seed);
        Thread.ofVirtual().name("proxy").start(proxy::accept);
        return proxy;
    }

    public static FaultProxy before(int targetPort, long seed) throws IOException {
        var proxy = open(seed);
        proxy.aimAt(targetPort);
        return proxy;
    }

    void aimAt(int port) {
        targetPort = port;
    }

    public int port() {
        return listener.getLocalPort();
    }

    int links() {
        return links.size();
    }

    /** Connections that were reset instead of getting the answer to the question. */
    int answersLost() {
        return answersLost.get();
    }

    synchronized Weather weather(Direction direction) {
        return weather.getOrDefault(direction, Weather.CLEAR);
    }

    synchronized void set(Direction direction, Weather next) {
        weather.put(direction, next);
    }

    void set(Weather next) {
        set(Direction.UP, next);
        set(Direction.DOWN, next);
    }

    /** From now on each new connection is reset as soon as it is made. */
    public void refuse() {
        refusing = true;
    }

    /** Each connection, old and new, is reset once it has carried so many more bytes. */
    void breakAfter(long bytes) {
        links.forEach(link -> link.carried.set(0));
        brokenAfter.set(bytes);
    }

    /**
     * So many times, the text goes up and is answered, but the connection is reset before the
     * answer comes down.
     */
    void loseAnswersTo(String text, int times) {
        question = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        answersToLose.set(times);
    }

    /** Every connection that there is now. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    /** Clear weather; connections that were frozen or swallowed stay dead. */
    public void heal() {
        set(Weather.CLEAR);
        refusing = false;
        brokenAfter.set(NEVER);
        answersToLose.set(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        resetAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("proxy-link").start(() -> open(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void open(Socket client) {
        var server = new Socket();
        var link = new Link(client, server);
        try {
            if (refusing) {
                throw new IOException("refused");
            }
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort),
                    CONNECT_MILLIS_MAX);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            links.add(link);
            Thread.ofVirtual().start(() -> new Pipe(this, link, Direction.UP).run());
            Thread.ofVirtual().start(() -> new Pipe(this, link, Direction.DOWN).run());
        } catch (IOException unreachable) {
            link.reset();
        }
    }

    /** The pause before the next piece in this weather. */
    synchronized long pauseMillis(Weather now, int bytes) {
        var jitter = now.jitter().toMillis();
        var millis = now.latency().toMillis() + (jitter > 0 ? random.nextLong(jitter) : 0);
        return now.bytesPerSecond() > 0 ? millis + bytes * 1_000L / now.bytesPerSecond() : millis;
    }

    /** Whether the piece that goes up holds the question and its answer is to be lost. */
    boolean asksInVain(byte[] piece, int length) {
        return answersToLose.get() > 0
                && contains(piece, length, question)
                && answersToLose.getAndDecrement() > 0;
    }

    private static boolean contains(byte[] piece, int length, byte[] text) {
        for (var at = 0; at + text.length <= length; at++) {
            if (java.util.Arrays.equals(piece, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    void lostAnAnswer() {
        answersLost.incrementAndGet();
    }

    /** One client's connection and the one to the server that belongs to it. */
    final class Link {

        final Socket client;
        final Socket server;
        final AtomicLong carried = new AtomicLong();
        volatile boolean losesItsAnswer;
        volatile Flow fate = Flow.PASSES;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** How many of these bytes it still carries before it breaks. */
        int carries(int bytes) {
            var after = carried.addAndGet(bytes);
            var excess = after - brokenAfter.get();
            return excess <= 0 ? bytes : Math.toIntExact(Math.max(0, bytes - excess));
        }

        void reset() {
            links.remove(this);
            abort(client);
            abort(server);
        }

        private static void abort(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                // Then there is nothing to say to its other end.
            }
            close(socket);
        }

        void end() {
            links.remove(this);
            close(client);
            close(server);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException closedAlready) {
                // As it should be.
            }
        }
    }
}
