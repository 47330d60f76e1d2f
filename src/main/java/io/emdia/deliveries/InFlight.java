package io.emdia.deliveries;

import java.util.concurrent.Semaphore;

/** Counts what is between us and the broker, by number and by bytes; never waits. */
final class InFlight {

    private static final int BYTES_PER_UNIT = 1024;

    private final int countMax;
    private final Semaphore count;
    private final Semaphore units;

    InFlight(int countMax, long bytesMax) {
        this.countMax = countMax;
        this.count = new Semaphore(countMax);
        this.units = new Semaphore(Math.toIntExact(bytesMax / BYTES_PER_UNIT));
    }

    boolean enter(int bytes) {
        if (!count.tryAcquire()) {
            return false;
        }
        if (!units.tryAcquire(unitsOf(bytes))) {
            count.release();
            return false;
        }
        return true;
    }

    void leave(int bytes) {
        units.release(unitsOf(bytes));
        count.release();
    }

    int size() {
        return countMax - count.availablePermits();
    }

    private static int unitsOf(int bytes) {
        return bytes / BYTES_PER_UNIT + 1;
    }
}
