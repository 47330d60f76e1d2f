package planted.ledger;

import planted.money.There;

public record AndBack(There to) {}
