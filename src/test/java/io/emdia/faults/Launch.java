package io.emdia.faults;

import io.emdia.ProductClient;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a node is started.
 *
 * @param jvm options of its Java
 * @param program what Java is to run: the jar, or the class path and the main class
 * @param settings as the product's properties name them
 */
public record Launch(
        Path data, int port, List<String> jvm, List<String> program, Map<String, String> settings) {

    private static final String HEAP = "-Xmx512m";
    private static final String MAIN = "io.emdia.EmdiaApplication";

    /** The jar as it is handed out, on a free port. */
    public static Launch jar(Path data) {
        var jar = Objects.requireNonNull(System.getProperty("emdia.jar"), "emdia.jar is not set");
        return of(data, List.of("-jar", jar));
    }

    /** The classes under test, on a free port. */
    public static Launch classes(Path data) {
        return of(data, List.of("-cp", Child.productClassPath(), MAIN));
    }

    /** The classes under test and a folder or jar of others before them. */
    static Launch classes(Path data, Path others) {
        var path = others + java.io.File.pathSeparator + Child.productClassPath();
        return of(data, List.of("-cp", path, MAIN));
    }

    private static Launch of(Path data, List<String> program) {
        return new Launch(data, Child.freePort(), List.of(HEAP), program, Map.of());
    }

    public Launch on(int otherPort) {
        return new Launch(data, otherPort, jvm, program, settings);
    }

    /** With more options of Java; the last of two that say the same wins. */
    public Launch jvm(String... options) {
        var all = new ArrayList<>(jvm);
        all.addAll(List.of(options));
        return new Launch(data, port, List.copyOf(all), program, settings);
    }

    public Launch with(Map<String, String> more) {
        var all = new TreeMap<>(settings);
        all.putAll(more);
        return new Launch(data, port, jvm, program, Map.copyOf(all));
    }

    /** Everything after {@code java}. */
    List<String> words() {
        var words = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        words.addAll(jvm);
        words.addAll(program);
        words.add("--emdia.data-dir=" + data);
        words.add("--server.port=" + port);
        words.add("--emdia.admin-token=" + ProductClient.ADMINISTRATOR);
        settings.forEach((name, value) -> words.add("--" + name + "=" + value));
        return words;
    }
}
