package io.emdia.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What gateways were answered over some time; 0 stands for no answer at all. */
public final class Answers {

    private record Answer(int status, Duration took, boolean saysWhenToComeAgain) {}

    private final List<Answer> all = Collections.synchronizedList(new ArrayList<>());

    void add(int status, Duration took, boolean saysWhenToComeAgain) {
        all.add(new Answer(status, took, saysWhenToComeAgain));
    }

    public Map<Integer, Integer> byStatus() {
        var counts = new TreeMap<Integer, Integer>();
        copy().forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
        return counts;
    }

    public int count(int status) {
        return byStatus().getOrDefault(status, 0);
    }

    /** Of those that ask to come again, how many do not say when. */
    public long withoutATime() {
        return copy().stream()
                .filter(answer -> answer.status() == 503 && !answer.saysWhenToComeAgain())
                .count();
    }

    /**
     * @param percent 100 for the slowest of all
     */
    public Duration slowest(int percent) {
        var sorted = copy().stream().map(Answer::took).sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) * percent / 100);
    }

    private List<Answer> copy() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    @Override
    public String toString() {
        return "answers by status %s, half within %d ms, the slowest %d ms"
                .formatted(byStatus(), slowest(50).toMillis(), slowest(100).toMillis());
    }
}
