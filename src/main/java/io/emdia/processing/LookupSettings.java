package io.emdia.processing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param connectWithin how long a connection to a gateway's API may take to open
 * @param answerWithin how long the whole of an answer may take
 * @param answerMax bytes of an answer; a longer one is not read
 * @param atOnce calls under way on this node
 * @param atOnceOfOne of them for one connection
 * @param repeatsMax calls of one try after its first, where a gateway failed or was silent
 * @param repeatAfter the wait before the first of them; longer before each further one
 * @param tryWithin how long one try may take in all
 * @param leaseFor how long a node keeps others from what it asks for; longer than a try
 * @param retryMin the wait after a first failed try, doubled after each further one
 * @param retryMax the longest wait between tries, whatever a gateway asks for
 * @param lookEvery how often it is looked for what has become due
 * @param countEvery how often what waits is counted, and new tokens are looked for
 * @param callsJudged of so many calls of one connection the failed ones are counted
 * @param failedMaxPercent more of them, and the gateway is left alone for a while
 * @param leftAloneFor that while
 */
@ConfigurationProperties("emdia.lookups")
record LookupSettings(
        @DefaultValue("2s") Duration connectWithin,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("1MB") DataSize answerMax,
        @DefaultValue("8") int atOnce,
        @DefaultValue("2") int atOnceOfOne,
        @DefaultValue("2") int repeatsMax,
        @DefaultValue("200ms") Duration repeatAfter,
        @DefaultValue("30s") Duration tryWithin,
        @DefaultValue("60s") Duration leaseFor,
        @DefaultValue("2s") Duration retryMin,
        @DefaultValue("1h") Duration retryMax,
        @DefaultValue("1s") Duration lookEvery,
        @DefaultValue("5s") Duration countEvery,
        @DefaultValue("10") int callsJudged,
        @DefaultValue("50") int failedMaxPercent,
        @DefaultValue("30s") Duration leftAloneFor) {

    LookupSettings {
        if (atOnce < 1 || atOnceOfOne < 1) {
            throw new IllegalArgumentException("emdia.lookups.at-once… must be positive");
        }
        if (leaseFor.compareTo(tryWithin) <= 0) {
            throw new IllegalArgumentException(
                    "emdia.lookups.lease-for must be longer than try-within");
        }
        if (!retryMin.isPositive() || retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException(
                    "emdia.lookups.retry-min must be positive, and at most retry-max");
        }
    }
}
