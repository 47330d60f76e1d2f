package planted.ledger;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("planted")
public record OpenSettings(int size) {}
