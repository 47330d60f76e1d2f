package io.emdia.kpi;

import io.emdia.ledger.Aging;

import java.math.BigInteger;
import java.util.List;

/**
 * All that a document is computed from: sums of cells within one {@link Scope}.
 *
 * @param book the open balances at {@code asOf}, one for each of {@link Aging}'s buckets
 * @param doubtful long overdue without a word of the gateway since
 * @param openingReceivable open the day before the window
 * @param received one for each method of payment and lag
 * @param revenue whatever the method
 */
record CellSums(
        List<Balance> book,
        Balance doubtful,
        long openingReceivable,
        Cohort cohort,
        List<Received> received,
        Issued issued,
        Customers customers,
        Attempts attempts,
        Flows flows,
        RevenueSums revenue) {

    /**
     * Of cells that are held in memory: all there are, or those of some charges alone, whose sums
     * are what they add to the whole.
     */
    static CellSums of(Cells cells, Scope scope) {
        return new CellSumming(cells, scope).sums();
    }

    /** Of the same scope; what these are, other cells add to. */
    CellSums plus(CellSums other) {
        return new CellSumsPlus(this, other).sums();
    }

    /** With other recurring revenue. */
    CellSums with(RevenueSums other) {
        return new CellSums(
                book,
                doubtful,
                openingReceivable,
                cohort,
                received,
                issued,
                customers,
                attempts,
                flows,
                other);
    }

    record Balance(long amount, long charges) {}

    /** Charges issued and not canceled, with an effective due day in the window that is past. */
    record Cohort(
            long owedAmount,
            long owedCharges,
            long principal,
            long charges,
            long fellAmount,
            long recoveredAmount) {}

    /**
     * @param lagDays from the effective due day to the payment, negative when early
     * @param amountDaysFromDue sum of amount times lag; receipts of several lags may stand together
     *     where nobody asks for the median
     * @param amountDaysFromIssue sum of amount times days from issue to payment
     */
    record Received(
            String method,
            int lagDays,
            long amount,
            BigInteger amountDaysFromDue,
            BigInteger amountDaysFromIssue) {

        /** All of one lag. */
        Received(String method, int lagDays, long amount, BigInteger amountDaysFromIssue) {
            this(method, lagDays, amount, times(amount, lagDays), amountDaysFromIssue);
        }

        private static BigInteger times(long amount, int days) {
            return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(days));
        }
    }

    /**
     * @param inWindow issued in the window
     * @param sinceStart issued from the window's start to {@code asOf}
     * @param lately issued in as many days as the window has, ending at {@code asOf}
     */
    record Issued(long inWindow, long sinceStart, long lately) {}

    record Customers(long delinquent, long all) {}

    /**
     * Attempts of the window on automatic methods.
     *
     * @param first those that were the first of their charge
     * @param firstApproved those of them that were approved
     * @param declines one for each code, in any order
     */
    record Attempts(long answered, long first, long firstApproved, List<Decline> declines) {}

    record Decline(String code, long count) {}

    /**
     * What went back in the window, as told.
     *
     * @param disputes opened, whatever their method and their end
     * @param cardPayments payments by card, whatever became of them
     */
    record Flows(long refundedAmount, long disputedAmount, long disputes, long cardPayments) {}
}
