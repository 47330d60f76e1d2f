package io.emdia.page;

import io.emdia.faults.Child;

import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs commands as somebody would who copied them from the page. */
final class Shell {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TOOLS = List.of("curl", "openssl", "od");

    private Shell() {}

    /** What they print; skipped where the page's own conditions for them are not met. */
    static String run(Path folder, String commands) throws IOException {
        var script = Files.writeString(Files.createTempFile(folder, "copied", ".sh"), commands);
        for (var tool : TOOLS) {
            if (call(folder, "command -v " + tool).isBlank()) {
                throw new TestAbortedException("skipped: this test needs " + tool);
            }
        }
        return call(folder, "set -e; . " + script);
    }

    private static String call(Path folder, String commands) throws IOException {
        var output = Files.createTempFile(folder, "printed", ".txt");
        try (var child = Child.start(List.of("bash", "-c", commands), output)) {
            child.exitCodeWithin(PATIENCE);
            return child.output();
        }
    }
}
