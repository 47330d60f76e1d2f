package io.emdia;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The product as the checks see it: its classes and its sources. */
final class Product {

    static final Path CLASSES = Path.of("target", "classes");
    static final Path SOURCES = Path.of("src");
    static final Path MAIN_SOURCES = SOURCES.resolve(Path.of("main", "java"));

    private static final String ROOT = "io.emdia";
    private static final int CLASSES_MIN = 30;
    private static final JavaClasses LOADED =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    private Product() {}

    /** Every class of the product; refuses to answer when they were not loaded. */
    static JavaClasses classes() {
        if (LOADED.size() < CLASSES_MIN) {
            throw new IllegalStateException("only " + LOADED.size() + " classes were loaded");
        }
        return LOADED;
    }

    /** The name of a class's package below the root, as in {@code gateways.stripe}. */
    static Optional<String> packageOf(JavaClass type) {
        var name = type.getPackageName();
        for (var root : List.of(ROOT, "planted")) {
            if (name.startsWith(root + ".")) {
                return Optional.of(name.substring(root.length() + 1));
            }
        }
        return Optional.empty();
    }

    static List<Path> sources(Path below) {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
