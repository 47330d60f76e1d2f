package io.emdia.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures and writes {@code results.json} and {@code results.md}. Arguments: the folder for the
 * results, then the names of the benchmarks to run; without names, all of them.
 */
final class Benchmarks {

    private static final List<Benchmark> ALL =
            List.of(
                    new Benchmark("accept", AcceptBench::figures),
                    new Benchmark("apply", ApplyBench::figures),
                    new Benchmark("latency", LatencyBench::figures),
                    new Benchmark("document", DocumentBench::figures),
                    new Benchmark("history", HistoryBench::figures),
                    new Benchmark("audit", AuditBench::figures),
                    new Benchmark("explain", ExplainBench::figures),
                    new Benchmark("start", StartBench::figures),
                    new Benchmark("verifier", VerifierBench::figures),
                    new Benchmark("neighbour", NeighbourBench::figures),
                    new Benchmark("pure", PureBench::figures));

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var wanted = List.of(arguments).subList(1, arguments.length);
        var figures = new ArrayList<Figure>();
        for (var benchmark : ALL) {
            if (wanted.isEmpty() || wanted.contains(benchmark.name())) {
                System.out.println("== " + benchmark.name());
                figures.addAll(benchmark.figures().call());
                Report.write(folder, figures);
            }
        }
        System.out.println(Report.table(figures));
        System.exit(0);
    }
}
