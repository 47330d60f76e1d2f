package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.LocalDate;

class ScopeTests {

    private static final int PATIENT_DAYS = 3;

    private static final LocalDate TODAY = LocalDate.of(2025, 6, 30);

    @ParameterizedTest(name = "as of {0}, {1} to {2}: as of {3}, {4} to {5}, {6} days")
    @CsvSource({
        ",           ,           ,           2025-06-30, 2025-06-01, 2025-06-30, 30",
        "2025-05-31, ,           ,           2025-05-31, 2025-05-02, 2025-05-31, 30",
        "2025-06-30, 2025-06-10, 2025-09-01, 2025-06-30, 2025-06-10, 2025-06-30, 21",
        "2025-06-30, 2025-06-10, ,           2025-06-30, 2025-06-10, 2025-06-30, 21",
        "2025-06-30, ,           2025-05-31, 2025-06-30, 2025-05-02, 2025-05-31, 30",
        "2026-06-30, 2026-06-30, 2026-06-30, 2026-06-30, 2026-06-30, 2026-06-30, 1"
    })
    void takesDefaultsAndCutsTheWindow(
            @Nullable String asOf,
            @Nullable String start,
            @Nullable String end,
            LocalDate then,
            LocalDate from,
            LocalDate to,
            long days) {
        var scope = scope(KpiQuestion.of("BRL", asOf, start, end, null));

        assertThat(scope).isEqualTo(new Scope("BRL", then, from, to, null, PATIENT_DAYS));
        assertThat(scope.days()).isEqualTo(days);
        assertThat(scope.salesStart()).isEqualTo(then.minusDays(days - 1));
    }

    @ParameterizedTest(name = "{0} is to blame")
    @CsvSource({
        "currency,     real, ,            ,            ,",
        "currency,     '',   ,            ,            ,",
        "as_of,        BRL,  2025-06-31,  ,            ,",
        "as_of,        BRL,  '',          ,            ,",
        "as_of,        BRL,  +12025-01-01,,            ,",
        "as_of,        BRL,  0001-01-01,  ,            ,",
        "window_start, BRL,  ,            yesterday,   ,",
        "window_start, BRL,  2025-06-30,  2025-06-20,  2025-06-19,",
        "window_start, BRL,  2025-06-30,  2025-07-01,  2025-07-31,",
        "window_start, BRL,  2025-06-30,  1999-01-01,  ,",
        "window_end,   BRL,  ,            ,            2025-6-1,",
        "method,       BRL,  ,            ,            ,          cheque"
    })
    void namesTheParameterThatIsWrong(
            String blamed,
            String currency,
            @Nullable String asOf,
            @Nullable String start,
            @Nullable String end,
            @Nullable String method) {
        assertThatThrownBy(() -> scope(KpiQuestion.of(currency, asOf, start, end, method)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.faults())
                                        .extracting(Problem.Fault::member)
                                        .containsExactly(blamed));
    }

    @Test
    void aWindowMayBeAsLongAsTheLimit() {
        var longest = KpiQuestion.of("BRL", null, "2015-06-24", null, null);

        assertThat(scope(longest).days()).isEqualTo(RandomChanges.WINDOW_MAX.toDays());
        assertThatThrownBy(
                        () -> Scope.of(longest, "BRL", TODAY, Duration.ofDays(3000), PATIENT_DAYS))
                .isInstanceOf(Problem.class);
    }

    private static Scope scope(KpiQuestion question) {
        return Scope.of(question, "BRL", TODAY, RandomChanges.WINDOW_MAX, PATIENT_DAYS);
    }
}
