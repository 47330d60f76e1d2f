package io.emdia.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars of a few of the tests' own classes, for processes that must not see the others. */
final class TestClasses {

    private TestClasses() {}

    /** With the classes nested in them; the manifest says what is said beside. */
    static Path jar(Path file, Map<String, String> manifest, Class<?>... types) {
        var entries = new Manifest();
        entries.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> entries.getMainAttributes().putValue(name, value));
        try (var out = new JarOutputStream(Files.newOutputStream(file), entries)) {
            for (var type : types) {
                for (var path : classFiles(type)) {
                    out.putNextEntry(new JarEntry(folder(type) + "/" + path.getFileName()));
                    Files.copy(path, out);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    private static String folder(Class<?> type) {
        return type.getPackageName().replace('.', '/');
    }

    private static List<Path> classFiles(Class<?> type) throws IOException {
        var place = type.getProtectionDomain().getCodeSource().getLocation();
        var folder = Path.of(place.getPath()).resolve(folder(type));
        var name = type.getSimpleName();
        try (var files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .matches(name + "(\\$.*)?\\.class"))
                    .toList();
        }
    }
}
