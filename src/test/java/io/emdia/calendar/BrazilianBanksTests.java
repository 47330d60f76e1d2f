package io.emdia.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.LocalDate;

class BrazilianBanksTests {

    private final BusinessCalendar banks = Calendars.builtIn().named("BR").orElseThrow();

    @ParameterizedTest(name = "due {0}, payable {1} days after: due {2}, last {3}")
    @CsvSource({
        "2020-10-20, 4, 2020-10-20, 2020-10-26",
        "2020-12-25, 0, 2020-12-28, 2020-12-28",
        "2020-12-25, 1, 2020-12-28, 2020-12-29",
        "2020-12-25, 3, 2020-12-28, 2020-12-31",
        "2020-12-25, 4, 2020-12-28, 2021-01-04",
        "2021-08-27, 5, 2021-08-27, 2021-09-01",
        "2021-08-28, 5, 2021-08-30, 2021-09-06"
    })
    void movesDueDaysAsTheCentralBanksExamples(
            LocalDate due, int validity, LocalDate effective, LocalDate last) {
        assertThat(banks.onOrAfter(due)).isEqualTo(effective);
        assertThat(banks.onOrAfter(effective.plusDays(validity))).isEqualTo(last);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "2025-04-18, 2025-04-22",
        "2026-02-14, 2026-02-18",
        "2026-11-20, 2026-11-23",
        "2024-11-20, 2024-11-21",
        "2023-11-20, 2023-11-20",
        "2026-06-04, 2026-06-05",
        "2025-03-01, 2025-03-05",
        "2025-05-10, 2025-05-12",
        "2025-06-19, 2025-06-20",
        "2025-06-28, 2025-06-30",
        "1985-02-18, 1985-02-20",
        "2150-12-25, 2150-12-28"
    })
    void goesToTheNextBusinessDay(LocalDate day, LocalDate next) {
        assertThat(banks.onOrAfter(day)).isEqualTo(next);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024, 03-31, 02-12, 03-29, 05-30",
        "2025, 04-20, 03-03, 04-18, 06-19",
        "2026, 04-05, 02-16, 04-03, 06-04",
        "2027, 03-28, 02-08, 03-26, 05-27",
        "2028, 04-16, 02-28, 04-14, 06-15",
        "2029, 04-01, 02-12, 03-30, 05-31",
        "2030, 04-21, 03-04, 04-19, 06-20"
    })
    void movesWithEaster(int year, String easter, String carnival, String friday, String corpus) {
        var carnivalMonday = LocalDate.parse(year + "-" + carnival);

        assertThat(Easter.of(year)).isEqualTo(year + "-" + easter);
        assertThat(banks.isBusinessDay(carnivalMonday)).isFalse();
        assertThat(banks.isBusinessDay(carnivalMonday.plusDays(1))).isFalse();
        assertThat(banks.isBusinessDay(carnivalMonday.plusDays(2))).isTrue();
        assertThat(banks.isBusinessDay(LocalDate.parse(year + "-" + friday))).isFalse();
        assertThat(banks.isBusinessDay(LocalDate.parse(year + "-" + corpus))).isFalse();
    }

    @Test
    void easterIsAlwaysASundayInItsFiveWeeks() {
        for (int year = 1583; year < 4100; year++) {
            var easter = Easter.of(year);
            assertThat(easter.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
            assertThat(easter).isBetween(LocalDate.of(year, 3, 22), LocalDate.of(year, 4, 25));
        }
    }
}
