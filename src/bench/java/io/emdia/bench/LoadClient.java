package io.emdia.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A process of its own that only makes load: one thread, requests made and signed before the clock
 * runs. Obeys one line at a time and answers each with a line of numbers.
 */
final class LoadClient {

    private static final int ACROSS = 65_536;

    private final int port;
    private int made;

    private LoadClient(int port) {
        this.port = port;
    }

    static void main(String[] arguments) throws IOException {
        var client = new LoadClient(Integer.parseInt(arguments[0]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(client.obey(List.of(line.split(" ", -1))));
        }
    }

    private String obey(List<String> words) throws IOException {
        var millis = Duration.ofMillis(Long.parseLong(words.get(2)));
        var size = Integer.parseInt(words.get(1));
        var rest = words.subList(3, words.size());
        return switch (words.getFirst()) {
            case "closed" -> closed(size, millis, rest);
            case "open" -> new OpenLoop(port, size, millis, rest, true).run();
            case "accepted" -> new OpenLoop(port, size, millis, rest, false).run();
            default -> throw new IllegalArgumentException(words.getFirst());
        };
    }

    private String closed(int connections, Duration length, List<String> paths) throws IOException {
        var requests = requests(paths);
        var before = cpu();
        var answers = new ClosedLoop(port, connections).run(requests, length);
        return String.format(
                Locale.ROOT,
                "accepted=%d refused=%d seconds=%.4f cpu_seconds=%.4f",
                answers.accepted(),
                answers.refused(),
                answers.took().toNanos() / 1e9,
                (cpu() - before) / 1e9);
    }

    /** More than a run sends, if it is not very fast: then they come again. */
    private List<byte[]> requests(List<String> paths) {
        var posts = new Posts();
        var requests = new ArrayList<byte[]>();
        for (var index = 0; index < ACROSS; index++) {
            requests.add(posts.post(paths.get(index % paths.size()), "e" + made++));
        }
        return requests;
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
