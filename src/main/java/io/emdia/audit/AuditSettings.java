package io.emdia.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param enabled whether merchants are audited unasked
 * @param look how often it is looked for a merchant whose turn it is
 * @param every a merchant is not audited sooner again, unless someone asks
 * @param retry after an audit that failed
 * @param page charges or subscriptions that are folded again at one time
 * @param restTimes after each page rests so many times as long as the page took
 * @param askedRestTimes the same of an audit that someone asked for
 * @param restMax no rest is longer; below what the database lets a transaction idle
 * @param lease how long a node that audits may be silent before another one takes over
 * @param listedMax differences that are told one by one
 * @param loggedMax differences that are named in the log
 * @param answerWithin how long whoever asks is kept waiting for the result
 */
@ConfigurationProperties("emdia.audit")
record AuditSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5s") Duration look,
        @DefaultValue("15m") Duration every,
        @DefaultValue("1m") Duration retry,
        @DefaultValue("500") int page,
        @DefaultValue("4") int restTimes,
        @DefaultValue("1") int askedRestTimes,
        @DefaultValue("2s") Duration restMax,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("100") int listedMax,
        @DefaultValue("5") int loggedMax,
        @DefaultValue("5s") Duration answerWithin) {

    AuditSettings {
        require(look.isPositive(), "look must be positive, was " + look);
        require(page > 0, "page must be positive, was " + page);
        require(restTimes >= 0, "rest-times must not be negative, was " + restTimes);
        require(askedRestTimes >= 0, "asked-rest-times must not be negative, was " + restTimes);
        require(
                lease.compareTo(restMax.multipliedBy(4)) > 0,
                "lease must be more than four times rest-max, was " + lease);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("emdia.audit: " + expected);
        }
    }
}
