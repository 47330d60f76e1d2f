package io.emdia.kpi;

import io.emdia.kpi.CellSums.Attempts;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Cohort;
import io.emdia.kpi.CellSums.Customers;
import io.emdia.kpi.CellSums.Decline;
import io.emdia.kpi.CellSums.Flows;
import io.emdia.kpi.CellSums.Issued;
import io.emdia.kpi.CellSums.Received;

import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Adds sums over some cells to sums over others. */
record CellSumsPlus(CellSums one, CellSums other) {

    CellSums sums() {
        return new CellSums(
                book(),
                plus(one.doubtful(), other.doubtful()),
                Math.addExact(one.openingReceivable(), other.openingReceivable()),
                cohort(one.cohort(), other.cohort()),
                received(),
                issued(one.issued(), other.issued()),
                customers(one.customers(), other.customers()),
                attempts(one.attempts(), other.attempts()),
                flows(one.flows(), other.flows()),
                one.revenue().plus(other.revenue()));
    }

    private List<Balance> book() {
        return IntStream.range(0, one.book().size())
                .mapToObj(at -> plus(one.book().get(at), other.book().get(at)))
                .toList();
    }

    private static Balance plus(Balance one, Balance other) {
        return new Balance(
                Math.addExact(one.amount(), other.amount()),
                Math.addExact(one.charges(), other.charges()));
    }

    private static Cohort cohort(Cohort one, Cohort other) {
        return new Cohort(
                Math.addExact(one.owedAmount(), other.owedAmount()),
                Math.addExact(one.owedCharges(), other.owedCharges()),
                Math.addExact(one.principal(), other.principal()),
                Math.addExact(one.charges(), other.charges()),
                Math.addExact(one.fellAmount(), other.fellAmount()),
                Math.addExact(one.recoveredAmount(), other.recoveredAmount()));
    }

    private record Lag(String method, int days) {}

    private List<Received> received() {
        return netted(
                        Stream.concat(one.received().stream(), other.received().stream()),
                        part -> new Lag(part.method(), part.lagDays()),
                        CellSumsPlus::plus)
                .stream()
                .filter(part -> part.amount() != 0)
                .toList();
    }

    private static Received plus(Received one, Received other) {
        return new Received(
                one.method(),
                one.lagDays(),
                Math.addExact(one.amount(), other.amount()),
                one.amountDaysFromDue().add(other.amountDaysFromDue()),
                one.amountDaysFromIssue().add(other.amountDaysFromIssue()));
    }

    private static Issued issued(Issued one, Issued other) {
        return new Issued(
                Math.addExact(one.inWindow(), other.inWindow()),
                Math.addExact(one.sinceStart(), other.sinceStart()),
                Math.addExact(one.lately(), other.lately()));
    }

    private static Customers customers(Customers one, Customers other) {
        return new Customers(one.delinquent() + other.delinquent(), one.all() + other.all());
    }

    private static Attempts attempts(Attempts one, Attempts other) {
        var declines =
                netted(
                        Stream.concat(one.declines().stream(), other.declines().stream()),
                        Decline::code,
                        (left, right) -> new Decline(left.code(), left.count() + right.count()));
        return new Attempts(
                one.answered() + other.answered(),
                one.first() + other.first(),
                one.firstApproved() + other.firstApproved(),
                declines.stream().filter(decline -> decline.count() != 0).toList());
    }

    private static Flows flows(Flows one, Flows other) {
        return new Flows(
                Math.addExact(one.refundedAmount(), other.refundedAmount()),
                Math.addExact(one.disputedAmount(), other.disputedAmount()),
                one.disputes() + other.disputes(),
                one.cardPayments() + other.cardPayments());
    }

    private static <T> Collection<T> netted(
            Stream<T> parts, Function<T, ?> key, BinaryOperator<T> plus) {
        return parts.collect(Collectors.<T, Object, T>toMap(key::apply, part -> part, plus))
                .values();
    }
}
