package io.emdia.embedded;

import io.emdia.database.StartRefused;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Where everything that lasts is kept: readable by its owner alone and, as long as it is open,
 * locked against a second process.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            requireOwn(path);
            keepPrivate(path, "rwx------");
            return new DataFolder(path, lock(path));
        } catch (IOException failure) {
            throw new StartRefused(
                    "The data folder "
                            + path
                            + " cannot be used ("
                            + failure
                            + "): make it writable, or name another one with EMDIA_DATA_DIR.",
                    failure);
        }
    }

    Path path() {
        return path;
    }

    Path in(String name) {
        return path.resolve(name);
    }

    /** Lets nobody but the owner see the file, where the file system knows of owners. */
    static void keepPrivate(Path file, String permissions) {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(file) != null) {
            return file;
        }
        file.close();
        throw new StartRefused(
                "The data folder "
                        + folder
                        + " is in use by another running Emdia: stop that one first, or name"
                        + " another folder with EMDIA_DATA_DIR.");
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /** PostgreSQL refuses to work in a folder of somebody else, with a far less clear message. */
    private static void requireOwn(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "owner", null);
        try {
            var own = Files.getOwner(probe);
            var owner = Files.getOwner(folder);
            if (!Objects.equals(own, owner)) {
                throw new StartRefused(
                        "The data folder "
                                + folder
                                + " belongs to "
                                + owner.getName()
                                + ", but this process runs as "
                                + own.getName()
                                + ": run it as the owner, or name another folder with"
                                + " EMDIA_DATA_DIR.");
            }
        } finally {
            Files.delete(probe);
        }
    }
}
