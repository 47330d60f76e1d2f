package io.emdia.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A short word for the content of files: another one for any other content or name. */
final class ContentDigest {

    private static final int TEXT_LENGTH = 16;

    private final MessageDigest digest = sha256();

    void add(String name, byte[] content) {
        digest.update(name.getBytes(UTF_8));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(content.length).array());
        digest.update(content);
    }

    String text() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, TEXT_LENGTH);
    }

    /** As a Content-Security-Policy names a script. */
    static String ofScript(String script) {
        return Base64.getEncoder().encodeToString(sha256().digest(script.getBytes(UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
