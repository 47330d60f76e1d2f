package planted.gateways.one;

import planted.gateways.other.Another;

public record KnowsAnother(Another another) {}
