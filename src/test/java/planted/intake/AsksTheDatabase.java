package planted.intake;

import io.r2dbc.spi.Connection;

public record AsksTheDatabase(Connection connection) {}
