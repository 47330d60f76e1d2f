package planted.ledger;

public record ChargeUtils() {}
