package io.emdia.kpi;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

/**
 * What a history covers, every default taken.
 *
 * @param method null for all
 * @param doubtfulAfterDays days overdue in silence that are not doubtful yet
 */
record CourseScope(
        String currency, @Nullable Method method, int doubtfulAfterDays, Timeline timeline) {

    /** What a document at a point covers. */
    Scope at(int point) {
        var end = timeline.end(point);
        return new Scope(currency, end, timeline.start(point), end, method, doubtfulAfterDays);
    }

    int points() {
        return timeline.size();
    }

    boolean isAsked(Key<?> key, String keyMethod) {
        return key.currency().equals(currency)
                && (method == null || keyMethod.equals(method.code()));
    }
}
