package planted.ledger;

import io.r2dbc.spi.Connection;

public record Walk(Connection through) {}
