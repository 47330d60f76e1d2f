package planted.ledger;

import java.time.Instant;

public record LooksAtTheClock(Instant at) {

    static LooksAtTheClock today() {
        return new LooksAtTheClock(Instant.now());
    }
}
