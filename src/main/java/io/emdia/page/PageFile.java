package io.emdia.page;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it goes out, compressed once. What is kept is never changed.
 *
 * @param zipped null where compressing it gains nothing
 * @param tag changes with the content
 */
@SuppressWarnings("ArrayRecordComponent") // shared by every answer, never compared
record PageFile(MediaType type, byte[] plain, byte @Nullable [] zipped, String tag) {

    static PageFile of(MediaType type, byte[] plain) {
        var zipped = zip(plain);
        var isShorter = zipped.length < plain.length;
        var digest = new ContentDigest();
        digest.add("", plain);
        return new PageFile(type, plain, isShorter ? zipped : null, digest.text());
    }

    /** What a browser that takes compressed files downloads. */
    int bytesOnTheWire() {
        return zipped == null ? plain.length : zipped.length;
    }

    private static byte[] zip(byte[] plain) {
        var zipped = new ByteArrayOutputStream(plain.length);
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new AssertionError("memory was not written", impossible);
        }
        return zipped.toByteArray();
    }
}
