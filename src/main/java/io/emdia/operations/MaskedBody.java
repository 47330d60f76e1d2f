package io.emdia.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A body of anybody's, fit to be shown: total and bounded by its length. What can be read as
 * neither JSON nor a form is only measured.
 *
 * @param kind {@code json}, {@code form} or {@code other}
 */
record MaskedBody(String kind, String sha256, String text) {

    static MaskedBody of(byte[] body) {
        var sha256 = sha256(body);
        var text = text(body);
        if (text != null && isJson(text)) {
            try {
                return new MaskedBody("json", sha256, MaskedJson.of(text));
            } catch (JacksonException malformed) {
                return other(body, sha256);
            }
        }
        var form = text == null ? null : MaskedForm.of(text);
        return form == null ? other(body, sha256) : new MaskedBody("form", sha256, form);
    }

    private static MaskedBody other(byte[] body, String sha256) {
        return new MaskedBody(
                "other", sha256, "%d bytes that are not shown".formatted(body.length));
    }

    private static boolean isJson(String text) {
        var begun = text.stripLeading();
        return begun.startsWith("{") || begun.startsWith("[");
    }

    private static @Nullable String text(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
