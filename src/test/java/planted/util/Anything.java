package planted.util;

public record Anything() {}
