package planted.ledger;

public record ChargeService() {}
