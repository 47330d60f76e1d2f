package io.emdia.live;

import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.MethodBalance;
import io.emdia.money.Currencies;
import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the gauges show of one merchant, or of several summed, in one currency: one part for each
 * merchant. Amounts and counts of several are summed; a ratio or a mean of several is made from
 * summed parts where the documents tell them, and is null where they do not.
 */
record MerchantFigures(String merchant, String currency, List<Part> parts) {

    static final String OTHERS = "_other";

    /**
     * @param open what is open by method, on the document's day
     */
    record Part(KpiDocument document, List<MethodBalance> open) {

        String currency() {
            return document.currency();
        }
    }

    static MerchantFigures of(Part part) {
        return new MerchantFigures(part.document().merchant(), part.currency(), List.of(part));
    }

    /** All these together, of one currency. */
    static MerchantFigures others(String currency, List<Part> parts) {
        return new MerchantFigures(OTHERS, currency, parts);
    }

    long count(ToLongFunction<KpiDocument> member) {
        return parts.stream()
                .map(Part::document)
                .mapToLong(member)
                .reduce(0, MerchantFigures::plus);
    }

    /** In major units. */
    BigDecimal amount(ToLongFunction<KpiDocument> member) {
        return majorUnits(count(member));
    }

    /** What only a merchant's own document can tell. */
    @Nullable BigDecimal own(Function<KpiDocument, @Nullable BigDecimal> member) {
        return isOthers() ? null : member.apply(parts.getFirst().document());
    }

    /** The same by word; a word whose value is null is left out. */
    Map<String, BigDecimal> ownByWord(Function<Part, Map<String, BigDecimal>> members) {
        return isOthers() ? Map.of() : members.apply(parts.getFirst());
    }

    @Nullable BigDecimal bookRatio() {
        return isOthers()
                ? Ratios.of(overdue(), receivable())
                : own(document -> document.delinquency().bookRate());
    }

    @Nullable BigDecimal dsoDays() {
        return isOthers() ? summedDsoDays() : own(document -> document.collection().dsoDays());
    }

    /** A summed member for each word that any part has. */
    Map<String, Long> summed(Function<Part, Map<String, Long>> members) {
        var sums = new LinkedHashMap<String, Long>();
        parts.stream()
                .map(members)
                .forEach(
                        one ->
                                one.forEach(
                                        (word, value) ->
                                                sums.merge(word, value, MerchantFigures::plus)));
        return sums;
    }

    BigDecimal majorUnits(long minorUnits) {
        return Currencies.toMajorUnits(minorUnits, currency);
    }

    private boolean isOthers() {
        return merchant.equals(OTHERS);
    }

    private long overdue() {
        return count(document -> document.delinquency().overdueAmount());
    }

    private long receivable() {
        return count(document -> document.delinquency().receivableAmount());
    }

    /** The default window, which has as many days for every merchant. */
    private @Nullable BigDecimal summedDsoDays() {
        var window = parts.getFirst().document().window();
        var days = window.end().toEpochDay() - window.start().toEpochDay() + 1;
        return Ratios.of(
                BigInteger.valueOf(receivable()).multiply(BigInteger.valueOf(days)),
                BigInteger.valueOf(count(document -> document.collection().issuedAmount())));
    }

    private static long plus(long left, long right) {
        return Math.addExact(left, right);
    }
}
