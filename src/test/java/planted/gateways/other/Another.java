package planted.gateways.other;

public record Another() {}
