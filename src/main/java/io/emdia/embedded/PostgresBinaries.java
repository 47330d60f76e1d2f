package io.emdia.embedded;

import io.emdia.database.StartRefused;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The PostgreSQL programs of this platform, unpacked once from the class path. */
final class PostgresBinaries {

    private static final String FOLDER = "postgresql-programs-";
    private static final int EXECUTABLE_BY_OWNER = 0100;
    private static final int NAME_BYTES = 6;
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** Unpacks them into a folder of the parent, unless these very ones are there already. */
    static PostgresBinaries in(Path parent) {
        var archive = "/postgres-" + system() + "-" + hardware() + ".txz";
        try {
            var folder = parent.resolve(FOLDER + digest(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The major version, as PG_VERSION of a data folder says it. */
    String major() {
        var answer = Command.run(VERSION_TIMEOUT, List.of(program("postgres"), "--version"));
        var version = VERSION.matcher(answer.output());
        if (answer.failed() || !version.find()) {
            throw new StartRefused(
                    "The embedded PostgreSQL does not run on this machine ("
                            + answer.output()
                            + "): name your own PostgreSQL with SPRING_R2DBC_URL.");
        }
        return version.group(1);
    }

    private static void unpack(String archive, Path folder) throws IOException {
        var draft = folder.resolveSibling(folder.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(draft);
        Files.createDirectories(draft);
        try (var in = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpack(in, entry, draft);
            }
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream in, TarArchiveEntry entry, Path folder)
            throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("Entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(in, target);
        if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0) {
            DataFolder.keepPrivate(target, "rwxr-xr-x");
        }
    }

    private static String digest(String archive) throws IOException {
        try (var in = open(archive)) {
            var digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static InputStream open(String archive) {
        var in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new StartRefused(
                    "This build holds no PostgreSQL for "
                            + system()
                            + " "
                            + hardware()
                            + ": build it with that platform's Maven profile (-P"
                            + " postgres-<platform>), or name your own PostgreSQL with"
                            + " SPRING_R2DBC_URL.");
        }
        return new BufferedInputStream(in);
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : "linux";
    }

    private static String hardware() {
        var arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> arch;
        };
    }
}
