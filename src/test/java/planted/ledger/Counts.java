package planted.ledger;

import io.micrometer.core.instrument.Counter;

public record Counts(Counter counter) {}
