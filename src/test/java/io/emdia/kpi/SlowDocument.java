package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Subscription;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.util.List;

/** {@link SlowFigures} in the words of the KPI document, for tests outside this package. */
public final class SlowDocument {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    /** What a merchant has that never said otherwise. */
    private static final int PATIENT_DAYS = 3;

    private SlowDocument() {}

    /** The groups of figures that there is an independent computation of. */
    public static JsonNode of(
            List<Charge> charges, String currency, LocalDate asOf, LocalDate start, LocalDate end) {
        return of(charges, List.of(), currency, asOf, start, end);
    }

    public static JsonNode of(
            List<Charge> charges,
            List<Subscription> subscriptions,
            String currency,
            LocalDate asOf,
            LocalDate start,
            LocalDate end) {
        return JSON.valueToTree(
                SlowFigures.of(
                        charges, subscriptions, currency, null, asOf, start, end, PATIENT_DAYS));
    }

    /** What the charge owes at the day, as its list tells it. */
    public static long openAmount(Charge charge, LocalDate day) {
        return SlowFigures.open(charge, day);
    }
}
