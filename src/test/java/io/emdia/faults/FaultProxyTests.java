package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.emdia.faults.FaultProxy.Direction;
import io.emdia.faults.Weather.Flow;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Each fault of the proxy, before a server that sends back what it hears. */
class FaultProxyTests {

    private static final long SEED = 7;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int SHORT_MILLIS = 300;
    private static final Duration LATENCY = Duration.ofMillis(150);
    private static final int NARROW_BYTES_PER_SECOND = 20_000;
    private static final String HELLO = "hello";

    private final AtomicLong heard = new AtomicLong();
    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = FaultProxy.before(echo.getLocalPort(), SEED);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesEverythingInClearWeatherAndTheEndToo() throws IOException {
        try (var client = connect()) {
            assertThat(asked(client, "x".repeat(100_000))).isEqualTo("x".repeat(100_000));
            client.shutdownOutput();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void isLateByTheLatencyOfEachDirection() throws IOException {
        try (var client = connect()) {
            proxy.set(Weather.late(LATENCY, Duration.ZERO));
            var began = System.nanoTime();
            asked(client, HELLO);
            assertThat(System.nanoTime() - began).isGreaterThan(2 * LATENCY.toNanos());

            proxy.heal();
            began = System.nanoTime();
            asked(client, HELLO);
            assertThat(System.nanoTime() - began).isLessThan(2 * LATENCY.toNanos());
        }
    }

    @Test
    void carriesNoMoreThanItsBandwidth() throws IOException {
        try (var client = connect()) {
            proxy.set(Direction.DOWN, Weather.narrow(NARROW_BYTES_PER_SECOND));
            var began = System.nanoTime();
            asked(client, "y".repeat(NARROW_BYTES_PER_SECOND / 4));

            assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(240).toNanos());
        }
    }

    @Test
    void aFrozenConnectionStaysDeadAndANewOneLivesAfterHealing() throws IOException {
        try (var client = connect()) {
            proxy.set(Weather.of(Flow.FROZEN));
            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> asked(client, HELLO))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(0);

            proxy.heal();
            assertThatThrownBy(() -> asked(client, HELLO))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        try (var client = connect()) {
            assertThat(asked(client, HELLO)).isEqualTo(HELLO);
        }
    }

    @Test
    void halfAConnectionMayFreeze() throws IOException {
        try (var client = connect()) {
            proxy.set(Direction.DOWN, Weather.of(Flow.FROZEN));
            client.setSoTimeout(SHORT_MILLIS);

            assertThatThrownBy(() -> asked(client, HELLO))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(HELLO.length());
        }
    }

    @Test
    void aBlackHoleSwallowsMoreThanAnyBufferHolds() throws IOException {
        try (var client = connect()) {
            proxy.set(Weather.of(Flow.SWALLOWED));
            client.getOutputStream().write(new byte[16 << 20]);
            client.setSoTimeout(SHORT_MILLIS);

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(0);
        }
    }

    @Test
    void breaksInTheMiddleOfAPiece() throws IOException {
        try (var client = connect()) {
            asked(client, HELLO);
            proxy.breakAfter(3);

            assertThatThrownBy(() -> asked(client, HELLO)).isInstanceOf(IOException.class);
            assertThat(heard).hasValueBetween((long) HELLO.length(), HELLO.length() + 3L);
        }
    }

    @Test
    void resetsRatherThanCloses() throws IOException {
        try (var client = connect()) {
            asked(client, HELLO);
            proxy.resetAll();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(proxy.links()).isZero();
        }
    }

    @Test
    void losesTheAnswerButNotTheQuestion() throws IOException {
        try (var client = connect()) {
            proxy.loseAnswersTo("COMMIT", 1);
            asked(client, HELLO);

            assertThatThrownBy(() -> asked(client, "..COMMIT..")).isInstanceOf(IOException.class);
            assertThat(heard).hasValue(HELLO.length() + 10L);
            assertThat(proxy.answersLost()).isOne();
        }
        try (var client = connect()) {
            assertThat(asked(client, "COMMIT")).isEqualTo("COMMIT");
        }
    }

    @Test
    void refusesAndListensAgain() throws IOException {
        proxy.refuse();
        assertThatThrownBy(
                        () -> {
                            try (var client = connect()) {
                                asked(client, HELLO);
                            }
                        })
                .isInstanceOf(IOException.class);

        proxy.heal();
        try (var client = connect()) {
            assertThat(asked(client, HELLO)).isEqualTo(HELLO);
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static String asked(Socket client, String text) throws IOException {
        var writing = Thread.ofVirtual().start(() -> write(client, text));
        var answer = client.getInputStream().readNBytes(text.length());
        writing.interrupt();
        if (answer.length < text.length()) {
            throw new EOFException("after " + answer.length + " bytes");
        }
        return new String(answer, US_ASCII);
    }

    private static void write(Socket client, String text) {
        try {
            client.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException broken) {
            // The reader is told so too.
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var one = echo.accept();
                Thread.ofVirtual().start(() -> repeat(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void repeat(Socket one) {
        try (one) {
            var piece = new byte[8192];
            for (var read = one.getInputStream().read(piece);
                    read >= 0;
                    read = one.getInputStream().read(piece)) {
                heard.addAndGet(read);
                one.getOutputStream().write(piece, 0, read);
            }
        } catch (IOException broken) {
            // Some tests break it.
        }
    }
}
