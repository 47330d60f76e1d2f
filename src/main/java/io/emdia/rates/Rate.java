package io.emdia.rates;

import io.emdia.http.DayParameter;
import io.emdia.http.Problem;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.regex.Pattern;

/** What one unit of a currency is worth on a day. */
record Rate(String currency, LocalDate on, BigDecimal rate) {

    /** As stored. */
    static final Comparator<Rate> ORDER =
            Comparator.comparing(Rate::currency).thenComparing(Rate::on);

    /** Decimal text, so that nobody on the way rounds it. */
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,10})?");

    /**
     * As a caller tells it.
     *
     * @param rate decimal text
     */
    record Told(@Nullable String currency, @Nullable String on, @Nullable String rate) {

        /**
         * @param into the currency of the sums
         * @param member where it stands in the request
         */
        Rate checked(String into, String member) {
            if (currency == null || !Currencies.isKnown(currency) || currency.equals(into)) {
                throw Problem.invalid(
                        member + ".currency", "must be an ISO 4217 code other than " + into);
            }
            var day = DayParameter.read(member + ".on", on);
            if (day == null) {
                throw Problem.invalid(member + ".on", "is required");
            }
            return new Rate(currency, day, rate(member + ".rate"));
        }

        private BigDecimal rate(String member) {
            if (rate == null || !DECIMAL.matcher(rate).matches()) {
                throw refused(member);
            }
            var decimal = new BigDecimal(rate);
            if (decimal.signum() == 0) {
                throw refused(member);
            }
            return decimal;
        }

        private static Problem refused(String member) {
            return Problem.invalid(
                    member,
                    "must be decimal text above 0 as in \"5.4321\", of at most 12 digits before"
                            + " the point and 10 after it");
        }
    }
}
