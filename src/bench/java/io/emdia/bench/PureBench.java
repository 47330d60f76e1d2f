package io.emdia.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.util.List;

/** The parts that only compute, by JMH: each benchmark says beside its method what it is. */
final class PureBench {

    private static final String ALL = "io\\.emdia\\..*Benchmark\\..*";

    private PureBench() {}

    static List<Figure> figures() throws RunnerException {
        var options = new OptionsBuilder().include(ALL).shouldFailOnError(true).build();
        return new Runner(options).run().stream().map(PureBench::figure).toList();
    }

    private static Figure figure(RunResult result) {
        var primary = result.getPrimaryResult();
        return Figure.of(
                primary.getLabel() + " (JMH)", primary.getScoreUnit(), List.of(primary.getScore()));
    }
}
