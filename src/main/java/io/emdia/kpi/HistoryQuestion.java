package io.emdia.kpi;

import io.emdia.http.DayParameter;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a history is asked for; what is null takes its default at the moment it is computed.
 *
 * @param about its currency and its method; days are the history's own
 * @param from a day of the first interval, which is shown whole; else a year before {@code to}
 * @param to where the last interval is cut; else today in the merchant's zone
 * @param knownAt only what was recorded up to it counts; null for all
 */
public record HistoryQuestion(
        Metric metric,
        KpiQuestion about,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Interval interval,
        @Nullable Instant knownAt) {

    private static final String DEFAULT_INTERVAL = "day";

    /** Reads the parameters of a request; a 400 names the one that is wrong. */
    public static HistoryQuestion of(
            @Nullable String metric,
            @Nullable String currency,
            @Nullable String from,
            @Nullable String to,
            @Nullable String interval,
            @Nullable String method,
            @Nullable String knownAt) {
        if (metric == null) {
            throw Problem.invalid("metric", "is required, as in delinquency.rate");
        }
        return new HistoryQuestion(
                Metric.required(metric),
                KpiQuestion.of(currency, null, null, null, method),
                DayParameter.read("from", from),
                DayParameter.read("to", to),
                Interval.required(interval == null ? DEFAULT_INTERVAL : interval),
                KnownAt.read(knownAt));
    }

    /** A 400 when there are none or too many. */
    Timeline timeline(LocalDate today, int pointsMax) {
        var last = to == null ? today : to;
        var first = from == null ? last.minusYears(1).plusDays(1) : from;
        if (first.isAfter(last)) {
            throw Problem.invalid("from", "must not be after to, " + last);
        }
        if (interval.count(first, last) > pointsMax) {
            throw Problem.invalid("from", "must leave at most " + pointsMax + " points");
        }
        return Timeline.of(interval, first, last);
    }
}
