package io.emdia.operations;

import io.emdia.operations.Records.Cut;

import java.util.function.Predicate;

/** Says of each record whether a chunk ends with it. For one import, on one thread at a time. */
final class ChunkEnd implements Predicate<Cut> {

    private final int recordsMax;
    private final long bytesMax;
    private int records;
    private long bytes;

    ChunkEnd(int recordsMax, long bytesMax) {
        this.recordsMax = recordsMax;
        this.bytesMax = bytesMax;
    }

    @Override
    public boolean test(Cut record) {
        records++;
        bytes += record.size();
        if (records < recordsMax && bytes < bytesMax) {
            return false;
        }
        records = 0;
        bytes = 0;
        return true;
    }
}
