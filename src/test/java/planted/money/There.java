package planted.money;

import planted.ledger.AndBack;

public record There(AndBack and) {}
