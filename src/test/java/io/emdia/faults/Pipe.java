package io.emdia.faults;

import io.emdia.faults.FaultProxy.Direction;
import io.emdia.faults.FaultProxy.Link;
import io.emdia.faults.Weather.Flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** One direction of one connection of a {@link FaultProxy}. */
final class Pipe implements Runnable {

    private static final int PIECE_BYTES_MAX = 16 * 1024;

    private final FaultProxy proxy;
    private final Link link;
    private final Direction direction;

    Pipe(FaultProxy proxy, Link link, Direction direction) {
        this.proxy = proxy;
        this.link = link;
        this.direction = direction;
    }

    @Override
    public void run() {
        try {
            carry(from().getInputStream(), to().getOutputStream());
            link.end();
        } catch (IOException broken) {
            link.reset();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private java.net.Socket from() {
        return direction == Direction.UP ? link.client : link.server;
    }

    private java.net.Socket to() {
        return direction == Direction.UP ? link.server : link.client;
    }

    private void carry(InputStream in, OutputStream out) throws IOException, InterruptedException {
        var piece = new byte[PIECE_BYTES_MAX];
        while (true) {
            var read = in.read(piece);
            if (read < 0) {
                return;
            }
            var now = proxy.weather(direction);
            Thread.sleep(proxy.pauseMillis(now, read));
            if (isLost()) {
                continue;
            }
            pass(piece, read, out);
        }
    }

    /** A frozen one waits here for ever, until somebody closes its sockets. */
    private boolean isLost() throws InterruptedException {
        var flow = proxy.weather(direction).flow();
        if (flow != Flow.PASSES) {
            link.fate = flow;
        }
        if (link.fate == Flow.FROZEN) {
            new CountDownLatch(1).await();
        }
        return link.fate == Flow.SWALLOWED;
    }

    private void pass(byte[] piece, int read, OutputStream out) throws IOException {
        if (direction == Direction.DOWN && link.losesItsAnswer) {
            proxy.lostAnAnswer();
            throw new IOException("the answer is lost");
        }
        if (direction == Direction.UP && proxy.asksInVain(piece, read)) {
            link.losesItsAnswer = true;
        }
        var carried = link.carries(read);
        out.write(piece, 0, carried);
        if (carried < read) {
            throw new IOException("broken after so many bytes");
        }
    }
}
