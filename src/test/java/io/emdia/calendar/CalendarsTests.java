package io.emdia.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.LocalDate;
import java.util.Map;

class CalendarsTests {

    @Test
    void readsOtherCalendarsFromTheConfiguration() {
        var calendars =
                calendars(
                        Map.of(
                                "emdia.calendars.gulf.weekend", "FRIDAY,SATURDAY",
                                "emdia.calendars.gulf.holidays", "2025-01-05,--12-02"));

        var gulf = calendars.named("gulf").orElseThrow();

        assertThat(calendars.names()).containsExactlyInAnyOrder("BR", "gulf");
        assertThat(gulf.isBusinessDay(LocalDate.of(2025, 1, 3))).isFalse();
        assertThat(gulf.isBusinessDay(LocalDate.of(2025, 1, 5))).isFalse();
        assertThat(gulf.isBusinessDay(LocalDate.of(2026, 1, 5))).isTrue();
        assertThat(gulf.isBusinessDay(LocalDate.of(2031, 12, 2))).isFalse();
        assertThat(gulf.isBusinessDay(LocalDate.of(2025, 1, 12))).isTrue();
    }

    @Test
    void anOrdinaryWeekendIsTheDefault() {
        var calendars = calendars(Map.of("emdia.calendars.plain.holidays", "--01-01"));

        var plain = calendars.named("plain").orElseThrow();

        assertThat(plain.onOrAfter(LocalDate.of(2027, 1, 1))).isEqualTo("2027-01-04");
    }

    @Test
    void knowsNothingElse() {
        assertThat(calendars(Map.of()).names()).containsExactly("BR");
        assertThat(calendars(Map.of()).named("br")).isEmpty();
    }

    @Test
    void refusesWhatCannotBeACalendar() {
        assertThatThrownBy(() -> calendars(Map.of("emdia.calendars.x.holidays", "1 May")))
                .hasMessageContaining("emdia.calendars.x.holidays");
        assertThatThrownBy(() -> calendars(Map.of("emdia.calendars.BR.holidays", "--05-01")))
                .hasMessageContaining("built-in");
        assertThatThrownBy(
                        () ->
                                calendars(
                                        Map.of(
                                                "emdia.calendars.x.weekend",
                                                "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,"
                                                        + "SATURDAY,SUNDAY")))
                .hasMessageContaining("business days");
    }

    private static Calendars calendars(Map<String, String> properties) {
        var source = new MapConfigurationPropertySource(properties);
        return new Calendars(new Binder(source).bindOrCreate("emdia", CalendarSettings.class));
    }
}
