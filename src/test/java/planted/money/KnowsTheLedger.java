package planted.money;

import io.emdia.ledger.Charge;

public record KnowsTheLedger(Charge charge) {}
