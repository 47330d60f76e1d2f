package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Cursor;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class RankingTests {

    private static final int SEEDS = 300;
    private static final int RANKS = 40;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pageAfterPageIsTheWholeInOrder(long seed) {
        var random = new Random(seed);
        var ranks = ranks(random);
        for (var order : List.of(Rank.LARGEST_FIRST, Rank.FARTHEST_FIRST)) {
            Collections.shuffle(ranks, random);

            var paged = paged(ranks, order, 1 + random.nextInt(7));

            assertThat(paged).isEqualTo(ranks.stream().sorted(order).toList());
        }
    }

    @Test
    void theLargestIsFirstAndTheFarthestWhateverItsSign() {
        var ranks = Stream.of(rank(-9, "a"), rank(4, "c"), rank(4, "b"), rank(-4, "d")).toList();

        assertThat(ranks.stream().sorted(Rank.LARGEST_FIRST).map(Rank::id))
                .containsExactly("b", "c", "d", "a");
        assertThat(ranks.stream().sorted(Rank.FARTHEST_FIRST).map(Rank::id))
                .containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "!", "MQAxAGMAeAB5"})
    void aCursorThatIsNoneIsRefused(String cursor) {
        assertThatThrownBy(() -> Rank.after(cursor))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void aCursorWithoutNumbersIsRefused() {
        var cursor = Cursor.of("1.5", "", "connection", "id").encoded();

        assertThatThrownBy(() -> Rank.after(cursor))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("next_cursor");
    }

    private static List<Rank> paged(List<Rank> ranks, Comparator<Rank> order, int size) {
        var paged = new ArrayList<Rank>();
        @Nullable String cursor = null;
        do {
            var ranking = new Ranking<Integer>(order, size, Rank.after(cursor));
            ranks.forEach(rank -> ranking.offer(rank, 1));
            var page = ranking.first().stream().map(Map.Entry::getKey).toList();
            paged.addAll(page);
            cursor = page.isEmpty() ? null : page.getLast().cursor().encoded();
        } while (cursor != null);
        return paged;
    }

    private static List<Rank> ranks(Random random) {
        var ranks = new ArrayList<Rank>();
        for (int at = 0; at < RANKS; at++) {
            var adds =
                    new Contribution(
                            BigInteger.valueOf(random.nextInt(9) - 4L),
                            BigInteger.valueOf(random.nextInt(5) - 2L));
            ranks.add(new Rank(adds, "c" + random.nextInt(2), "id" + at));
        }
        return ranks;
    }

    private static Rank rank(long numerator, String id) {
        return new Rank(new Contribution(BigInteger.valueOf(numerator), null), "c", id);
    }
}
