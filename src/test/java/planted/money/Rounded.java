package planted.money;

public record Rounded(double amount) {}
