package io.emdia.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Small values made once and kept in a file of the data folder that only its owner can read. Safe
 * for use by several threads.
 */
final class Keepsakes {

    private static final int SECRET_BYTES = 32;

    private final Path file;
    private final Properties kept = new Properties();

    Keepsakes(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            load();
        }
    }

    /** A random password, the same at every start. */
    String secret(String name) {
        return get(name, Keepsakes::random);
    }

    synchronized String get(String name, Supplier<String> first) {
        var value = kept.getProperty(name);
        if (value != null) {
            return value;
        }
        return put(name, first.get());
    }

    synchronized String put(String name, String value) {
        kept.setProperty(name, value);
        store();
        return value;
    }

    private void load() {
        try (var in = Files.newInputStream(file)) {
            kept.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void store() {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            DataFolder.keepPrivate(draft, "rw-------");
            try (var out = Files.newOutputStream(draft)) {
                kept.store(out, null);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String random() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
