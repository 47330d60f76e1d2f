package io.emdia.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The master keys in a file that only its owner can read, one a line: the first one seals, the
 * others open. It is replaced as a whole, so that a crash leaves either the keys before or those
 * after.
 */
final class MasterKeyFile {

    private static final String NAME = "master-key";

    private final Path file;

    MasterKeyFile(Path folder) {
        this.file = folder.resolve(NAME).toAbsolutePath().normalize();
    }

    MasterRing read() {
        var lines = KeptSecret.in(file, SealingKey.fresh()::encoded).lines().toList();
        return MasterRing.read(lines, file.toString());
    }

    void write(MasterRing ring) {
        try {
            replace(ring);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep the master keys in " + file, failure);
        }
    }

    private void replace(MasterRing ring) throws IOException {
        var next = file.resolveSibling(NAME + ".next");
        Files.deleteIfExists(next);
        var text = ring.keys().stream().map(SealingKey::encoded).collect(Collectors.joining("\n"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(next, options, KeptSecret.ownerAlone(next))) {
            var bytes = ByteBuffer.wrap((text + "\n").getBytes(US_ASCII));
            while (bytes.hasRemaining()) {
                var _ = channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
