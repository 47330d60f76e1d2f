package io.emdia.kpi;

import io.emdia.facts.Ids;
import io.emdia.ledger.Subscription.SubscriptionKey;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What a cell is kept by. Every writer touches cells in this order, so that none waits in a ring.
 */
sealed interface Key<K extends Key<K>> extends Comparable<K> {

    String merchantId();

    String currency();

    private static <K extends Key<K>> Comparator<K> leading() {
        return Comparator.comparing((K key) -> key.merchantId(), Ids.BY_BYTES)
                .thenComparing(Key::currency, Ids.BY_BYTES);
    }

    /** Balances and cohorts, by effective due day and the day that moved them. */
    record Due(String merchantId, String currency, LocalDate dueOn, String method, LocalDate day)
            implements Key<Due> {

        private static final Comparator<Due> ORDER =
                Key.<Due>leading()
                        .thenComparing(Due::dueOn)
                        .thenComparing(Due::method)
                        .thenComparing(Due::day);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /** Balances by the day that moved them, and what flows back by the day it did. */
    record Moved(String merchantId, String currency, LocalDate day, String method)
            implements Key<Moved> {

        private static final Comparator<Moved> ORDER =
                Key.<Moved>leading().thenComparing(Moved::day).thenComparing(Moved::method);

        @Override
        public int compareTo(Moved other) {
            return ORDER.compare(this, other);
        }
    }

    /** Balances and cohorts by effective due day, whenever they moved. */
    record Cohort(String merchantId, String currency, LocalDate dueOn, String method)
            implements Key<Cohort> {

        private static final Comparator<Cohort> ORDER =
                Key.<Cohort>leading().thenComparing(Cohort::dueOn).thenComparing(Cohort::method);

        @Override
        public int compareTo(Cohort other) {
            return ORDER.compare(this, other);
        }
    }

    /** Cash received. */
    record Receipt(
            String merchantId,
            String currency,
            LocalDate paidOn,
            String method,
            String paymentMethod,
            int lagDays,
            LocalDate day)
            implements Key<Receipt> {

        private static final Comparator<Receipt> ORDER =
                Key.<Receipt>leading()
                        .thenComparing(Receipt::paidOn)
                        .thenComparing(Receipt::method)
                        .thenComparing(Receipt::paymentMethod)
                        .thenComparing(Receipt::lagDays)
                        .thenComparing(Receipt::day);

        @Override
        public int compareTo(Receipt other) {
            return ORDER.compare(this, other);
        }
    }

    /** Amounts issued. */
    record Issue(
            String merchantId, String currency, LocalDate issuedOn, String method, LocalDate day)
            implements Key<Issue> {

        private static final Comparator<Issue> ORDER =
                Key.<Issue>leading()
                        .thenComparing(Issue::issuedOn)
                        .thenComparing(Issue::method)
                        .thenComparing(Issue::day);

        @Override
        public int compareTo(Issue other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Distinct customers.
     *
     * @param method empty for all methods together
     */
    record Crowd(String merchantId, String currency, String method, LocalDate day)
            implements Key<Crowd> {

        private static final Comparator<Crowd> ORDER =
                Key.<Crowd>leading().thenComparing(Crowd::method).thenComparing(Crowd::day);

        @Override
        public int compareTo(Crowd other) {
            return ORDER.compare(this, other);
        }
    }

    /** What one customer's charges of one method add up to. */
    record Edge(
            String merchantId,
            String connectionId,
            String customerId,
            String currency,
            String method,
            LocalDate day)
            implements Key<Edge> {

        private static final Comparator<Edge> ORDER =
                Comparator.comparing(Edge::merchantId, Ids.BY_BYTES)
                        .thenComparing(Edge::connectionId, Ids.BY_BYTES)
                        .thenComparing(Edge::customerId, Ids.BY_BYTES)
                        .thenComparing(Edge::currency, Ids.BY_BYTES)
                        .thenComparing(Edge::method)
                        .thenComparing(Edge::day);

        static Edge of(Debtor debtor, String method, long epochDay) {
            return new Edge(
                    debtor.merchantId(),
                    debtor.connectionId(),
                    debtor.customerId(),
                    debtor.currency(),
                    method,
                    LocalDate.ofEpochDay(epochDay));
        }

        @Override
        public int compareTo(Edge other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Attempts to charge automatic methods.
     *
     * @param code of the decline, empty when approved
     */
    record Attempt(String merchantId, String currency, LocalDate day, String method, String code)
            implements Key<Attempt> {

        private static final Comparator<Attempt> ORDER =
                Key.<Attempt>leading()
                        .thenComparing(Attempt::day)
                        .thenComparing(Attempt::method)
                        .thenComparing(Attempt::code, Ids.BY_BYTES);

        @Override
        public int compareTo(Attempt other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What the charges that name a subscription say of it, whatever their currency.
     *
     * @param currency none
     */
    record Naming(String merchantId, String currency, SubscriptionKey subscription, LocalDate day)
            implements Key<Naming> {

        private static final Comparator<Naming> ORDER =
                Comparator.comparing(Naming::subscription).thenComparing(Naming::day);

        Naming(SubscriptionKey subscription, LocalDate day) {
            this(subscription.merchantId(), "", subscription, day);
        }

        @Override
        public int compareTo(Naming other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What one payer's subscriptions add up to.
     *
     * @param name of a rhythm, or {@link PayerSteps#FORCED}
     */
    record Step(String merchantId, String currency, Payer payer, String name, LocalDate day)
            implements Key<Step> {

        private static final Comparator<Step> ORDER =
                Comparator.comparing(Step::payer)
                        .thenComparing(Step::name)
                        .thenComparing(Step::day);

        Step(Payer payer, String name, LocalDate day) {
            this(payer.merchantId(), payer.currency(), payer, name, day);
        }

        @Override
        public int compareTo(Step other) {
            return ORDER.compare(this, other);
        }
    }

    /** Movements of recurring revenue. */
    record Revenue(String merchantId, String currency, LocalDate day, Rhythm rhythm)
            implements Key<Revenue> {

        private static final Comparator<Revenue> ORDER =
                Key.<Revenue>leading().thenComparing(Revenue::day).thenComparing(Revenue::rhythm);

        @Override
        public int compareTo(Revenue other) {
            return ORDER.compare(this, other);
        }
    }

    /** Subscriptions by state, and customers with revenue. */
    record Standing(String merchantId, String currency, LocalDate day) implements Key<Standing> {

        private static final Comparator<Standing> ORDER =
                Key.<Standing>leading().thenComparing(Standing::day);

        @Override
        public int compareTo(Standing other) {
            return ORDER.compare(this, other);
        }
    }

    /** The currencies in use. */
    record Used(String merchantId, String currency) implements Key<Used> {

        private static final Comparator<Used> ORDER = Key.leading();

        @Override
        public int compareTo(Used other) {
            return ORDER.compare(this, other);
        }
    }
}
