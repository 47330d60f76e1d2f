package io.emdia.bench;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as JSON for programs and as a Markdown table for people. */
final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    static void write(Path folder, List<Figure> figures) throws IOException {
        Files.createDirectories(folder);
        var report = Map.of("machine", machine(), "on", today(), "figures", figures);
        Files.writeString(folder.resolve("results.json"), JSON.writeValueAsString(report));
        Files.writeString(folder.resolve("results.md"), table(figures));
    }

    static String table(List<Figure> figures) throws IOException {
        var head =
                """
                Measured on %s, %s.

                | figure | measured | beside, in the same run | ratio | aim | met |
                |---|---:|---:|---:|---|---|
                """
                        .formatted(today(), machine());
        return head + figures.stream().map(Report::row).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Figure figure) {
        var limit = figure.limit();
        var aim = figure.aim();
        return "| %s | %s %s | %s | %s | %s | %s |"
                .formatted(
                        figure.name(),
                        Figure.number(figure.value()),
                        figure.unit(),
                        limit == null ? "" : limit.name() + ": " + Figure.number(limit.value()),
                        limit == null ? "" : Figure.number(limit.ratio()),
                        aim == null ? "" : aim.text(),
                        aim == null ? "" : aim.isMet() ? "yes" : "**no**");
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static String machine() throws IOException {
        return "%d cores (%s), JDK %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Runtime.version(),
                        System.getProperty("os.name"));
    }

    private static String processor() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
