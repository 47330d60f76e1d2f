package io.emdia.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * So many at one time of each owner, so that one who asks for much waits behind itself and nobody
 * else does. A few more wait their turn in order of arrival; the others are told to come again.
 */
public final class FairShares {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int atOnce;
    private final int waitingMax;
    private final Duration patience;
    private final String refusal;

    /** One for each owner of whom something is under way. */
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /**
     * @param atOnce of one owner
     * @param waitingMax of one owner, beside those
     * @param patience after which one that waits is refused
     * @param refusal says it to a person
     */
    public FairShares(int atOnce, int waitingMax, Duration patience, String refusal) {
        this.atOnce = atOnce;
        this.waitingMax = waitingMax;
        this.patience = patience;
        this.refusal = refusal;
    }

    /**
     * Does the work in its owner's share; a 429 when that is full. Holds its place until the work
     * is over, even when nobody waits for it any more: what was begun costs what it costs.
     *
     * @param thread goes on with what had to wait, rather than the thread of who made room
     */
    public Mono<Void> toTheEnd(String owner, Executor thread, Mono<Void> work) {
        return turn(owner, thread).flatMap(turn -> shielded(work.doFinally(_ -> turn.end())));
    }

    /** The same for work that ends when nobody waits for it any more. */
    public Mono<Void> within(String owner, Executor thread, Mono<Void> work) {
        return turn(owner, thread).flatMap(turn -> work.doFinally(_ -> turn.end()));
    }

    private static Mono<Void> shielded(Mono<Void> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }

    /** How many owners have something under way. */
    int owners() {
        return shares.size();
    }

    private Mono<Turn> turn(String owner, Executor thread) {
        return Mono.defer(() -> asked(new Turn(owner, thread)));
    }

    private Mono<Turn> asked(Turn turn) {
        shares.compute(turn.owner, (_, known) -> with(turn, known));
        return switch (turn.state()) {
            case RUNNING -> Mono.just(turn);
            case WAITING -> Mono.create(turn::await);
            case ENDED -> Mono.error(refused());
        };
    }

    private Share with(Turn turn, @Nullable Share known) {
        var share = known == null ? new Share() : known;
        if (share.running < atOnce) {
            share.running++;
            turn.run();
        } else if (share.waiting.size() < waitingMax) {
            share.waiting.add(turn);
        } else {
            turn.refuse();
        }
        return share;
    }

    private Problem refused() {
        return Problem.tooMany(refusal, RETRY_AFTER);
    }

    private @Nullable Share without(Turn turn, Share share) {
        if (!share.waiting.remove(turn)) {
            share.running--;
        }
        while (share.running < atOnce && !share.waiting.isEmpty()) {
            share.running++;
            share.waiting.remove().run();
        }
        return share.running == 0 ? null : share;
    }

    /** Only touched while its entry of the map is computed. */
    private static final class Share {

        private final Deque<Turn> waiting = new ArrayDeque<>();
        private int running;
    }

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    private final class Turn {

        private final String owner;
        private final Executor thread;
        private State state = State.WAITING;
        private @Nullable MonoSink<Turn> sink;

        Turn(String owner, Executor thread) {
            this.owner = owner;
            this.thread = thread;
        }

        synchronized State state() {
            return state;
        }

        synchronized void refuse() {
            state = State.ENDED;
        }

        /** Nothing for one that has left meanwhile, and gives the place back itself. */
        synchronized void run() {
            if (state == State.WAITING) {
                state = State.RUNNING;
                tell();
            }
        }

        synchronized void await(MonoSink<Turn> waiting) {
            sink = waiting;
            waiting.onCancel(this::end);
            if (state == State.RUNNING) {
                tell();
            } else {
                CompletableFuture.delayedExecutor(patience.toMillis(), MILLISECONDS, thread)
                        .execute(this::giveUp);
            }
        }

        /** Not a time-out of the one who waits, which could miss that it was let in just then. */
        private void giveUp() {
            var waiting = stillWaiting();
            if (waiting != null) {
                end();
                waiting.error(refused());
            }
        }

        private synchronized @Nullable MonoSink<Turn> stillWaiting() {
            return state == State.WAITING ? sink : null;
        }

        private void tell() {
            var told = sink;
            if (told != null) {
                thread.execute(() -> told.success(this));
            }
        }

        void end() {
            if (begunEnd()) {
                shares.computeIfPresent(owner, (_, share) -> without(this, share));
            }
        }

        private synchronized boolean begunEnd() {
            var first = state != State.ENDED;
            state = State.ENDED;
            return first;
        }
    }
}
