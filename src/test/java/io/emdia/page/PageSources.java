package io.emdia.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** The page's own files, as they are written. */
final class PageSources {

    static final Path STATIC = Path.of("src", "main", "resources", "static");
    static final Path ASSETS = STATIC.resolve("assets");
    static final Path WORDS = ASSETS.resolve("words");

    private PageSources() {}

    /** Every module by its path below the assets, but for the tables of words. */
    static TreeMap<String, String> modules() {
        var modules = new TreeMap<String, String>();
        for (var file : files(ASSETS, ".js")) {
            if (!file.startsWith(WORDS)) {
                modules.put(ASSETS.relativize(file).toString().replace('\\', '/'), text(file));
            }
        }
        return modules;
    }

    static List<Path> files(Path below, String ending) {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
