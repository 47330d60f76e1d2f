package io.emdia;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that some tests need. Where one is absent the test is skipped and says so in a line; on
 * CI ({@code CI=true}) it fails, so that no check is missed in silence.
 */
public final class Needs {

    private static final List<String> CHROMIUM =
            List.of("chromium", "chromium-browser", "google-chrome");

    private Needs() {}

    /** The browser's executable. */
    public static Path chromium() {
        return program(CHROMIUM, onCi());
    }

    /** The server's executable. */
    public static Path prometheus() {
        return program(List.of("prometheus"), onCi());
    }

    /** The executable that checks rules, and metrics on its standard input. */
    public static Path promtool() {
        return program(List.of("promtool"), onCi());
    }

    static Path program(List<String> names, boolean required) {
        return find(names).orElseThrow(() -> absent(names.getFirst(), required));
    }

    private static Optional<Path> find(List<String> names) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return names.stream()
                .flatMap(
                        name ->
                                Stream.of(folders.split(File.pathSeparator))
                                        .map(Path::of)
                                        .map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static RuntimeException absent(String name, boolean required) {
        if (required) {
            throw new AssertionFailedError(name + " is needed on CI and was not found in PATH");
        }
        var told = "skipped: this test needs " + name + ", which was not found in PATH";
        System.out.println(told);
        return new TestAbortedException(told);
    }

    private static boolean onCi() {
        return "true".equals(System.getenv("CI"));
    }
}
