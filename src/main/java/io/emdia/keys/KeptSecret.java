package io.emdia.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A secret in a file that only its owner can read, made when there is none. Used at start only. */
public final class KeptSecret {

    private static final String OWNER_ALONE = "rw-------";

    private KeptSecret() {}

    public static String in(Path file, Supplier<String> fresh) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            make(file, fresh);
            return read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep a secret in " + file, failure);
        }
    }

    private static void make(Path file, Supplier<String> fresh) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, Set.copyOf(options), ownerAlone(file))) {
            var _ = channel.write(ByteBuffer.wrap((fresh.get() + "\n").getBytes(UTF_8)));
        } catch (FileAlreadyExistsException _) {
            // Made in the same moment by another process: theirs is as good.
        }
    }

    private static String read(Path file) throws IOException {
        var secret = Files.readString(file).strip();
        if (secret.isEmpty()) {
            throw new IOException(file + " is empty: delete it to have a new one made");
        }
        return secret;
    }

    static FileAttribute<?>[] ownerAlone(Path file) {
        var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ALONE))
                }
                : new FileAttribute<?>[0];
    }
}
