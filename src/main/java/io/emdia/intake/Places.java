package io.emdia.intake;

import org.springframework.util.unit.DataSize;

import java.util.concurrent.Semaphore;

/** So many webhooks of so many bytes at one time; never waits. */
final class Places {

    private final Semaphore count;
    private final Semaphore bytes;

    Places(int countMax, DataSize bytesMax) {
        this.count = new Semaphore(countMax);
        this.bytes = new Semaphore(Math.toIntExact(bytesMax.toBytes()));
    }

    boolean enter(int size) {
        if (!count.tryAcquire()) {
            return false;
        }
        if (!bytes.tryAcquire(size)) {
            count.release();
            return false;
        }
        return true;
    }

    void leave(int size) {
        bytes.release(size);
        count.release();
    }

    /** Keeps the place and gives back some of its bytes. */
    void giveBack(int freed) {
        bytes.release(freed);
    }
}
