package io.emdia.ledger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What an erasure promises of the log.
 *
 * @param retention of applied deliveries: when the last of a person's is gone from the log
 */
@ConfigurationProperties("emdia.log.topics")
record ErasureSettings(@DefaultValue("30d") Duration retention) {}
