package io.emdia.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key of one merchant. Its data, the keys of its customers, its search words and its pseudonyms
 * each hang on a key of their own that follows from it, so that none tells about another.
 */
public final class MerchantKey {

    private static final int PSEUDONYM_BYTES = 16;

    private final String merchantId;
    private final SealingKey root;
    private final SealingKey content;
    private final SealingKey wrapping;
    private final byte[] words;
    private final byte[] pseudonyms;

    MerchantKey(String merchantId, SealingKey root) {
        this.merchantId = merchantId;
        this.root = root;
        this.content = root.derived("emdia content");
        this.wrapping = root.derived("emdia wrapping");
        this.words = root.secret("emdia words");
        this.pseudonyms = root.secret("emdia pseudonyms");
    }

    public String merchantId() {
        return merchantId;
    }

    /**
     * @param context what of the merchant the sealed bytes belong to; they open for nothing else
     */
    public byte[] seal(byte[] plain, String context) {
        return content.seal(plain, bound(context));
    }

    /** Fails with {@link Unopened} when another key, another context or another hand wrote it. */
    public byte[] open(byte[] sealed, String context) {
        return content.open(sealed, bound(context));
    }

    /** A key of something smaller, such as one person's, wrapped by this one. */
    public byte[] wrap(SealingKey key, String context) {
        return key.wrappedBy(wrapping, bound(context));
    }

    /** Fails with {@link Unopened} as {@link #open} does. */
    public SealingKey unwrap(byte[] wrapped, String context) {
        return SealingKey.unwrapped(wrapped, wrapping, bound(context));
    }

    /** The same for the same word; without this key nobody can try all words. */
    public long digest(String word) {
        return ByteBuffer.wrap(Hmac.of(words, word.getBytes(UTF_8))).getLong();
    }

    /** A name of 32 hexadecimal digits; without this key nobody can try all texts. */
    public String pseudonym(String text) {
        var digest = Hmac.of(pseudonyms, text.getBytes(UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, PSEUDONYM_BYTES));
    }

    SealingKey root() {
        return root;
    }

    private String bound(String context) {
        return merchantId + "|" + context;
    }

    @Override
    public String toString() {
        return "MerchantKey of " + merchantId;
    }
}
