package io.emdia.kpi;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What it costs to compute a document's figures once its sums are read. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class FiguresBenchmark {

    private static final LocalDate TODAY = LocalDate.of(2025, 6, 30);

    private final Scope scope =
            Scope.of(KpiQuestion.now("BRL"), "BRL", TODAY, Duration.ofDays(400), 3);
    private final CellSums sums = sums(scope);

    private static CellSums sums(Scope scope) {
        var cells = new CellsInMemory();
        cells.move(new ChargeBook().put(FixtureA.charges()));
        return cells.sums(scope);
    }

    @Benchmark
    public List<Object> computeTheFiguresOfADocument() {
        var figures = new Figures(sums, scope);
        return List.of(
                figures.delinquency(),
                figures.aging(),
                figures.collection(),
                figures.recovery(),
                figures.paymentMix());
    }
}
