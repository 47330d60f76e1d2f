package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.emdia.gateways.Scheme.Place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes deliveries that are not their gateway's out of one that is: every class of position of body
 * and proof, other secrets, other times, other deliveries' proofs, other encodings. Nobody who does
 * not hold the secret may find one that is believed.
 */
public final class Forger {

    private static final String PRINTABLE =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.";
    private static final String LETTERS = PRINTABLE.substring(0, 62);
    private static final int KINDS = 15;
    private static final long OTHERS = 1_000_000;

    private final Scheme scheme;
    private final Random random;

    public Forger(Scheme scheme, long seed) {
        this.scheme = scheme;
        this.random = new Random(seed);
    }

    /** The next forgery; never one that means the same as a genuine delivery. */
    public Delivered next() {
        while (true) {
            var genuine = scheme.genuine().apply(random.nextInt(50));
            var forged = forged(genuine, random.nextInt(KINDS));
            if (isForged(genuine, forged)) {
                return forged;
            }
        }
    }

    private boolean isForged(Delivered genuine, Delivered forged) {
        return !forged.trust().secrets().equals(genuine.trust().secrets())
                || !forged.at().equals(genuine.at())
                || !scheme.meaning().apply(forged).equals(scheme.meaning().apply(genuine));
    }

    private Delivered forged(Delivered genuine, int kind) {
        return switch (kind) {
            case 0 -> withBody(genuine, flipped(genuine.body()));
            case 1 -> withBody(genuine, lengthened(genuine.body()));
            case 2 -> withBody(genuine, shortened(genuine.body()));
            case 3 -> withProof(genuine, substituted(proof(genuine)));
            case 4 -> withProof(genuine, inserted(proof(genuine)));
            case 5 -> withProof(genuine, deleted(proof(genuine)));
            case 6 -> withProof(genuine, cut(proof(genuine)));
            case 7 -> withProof(genuine, encodedOtherwise(proof(genuine)));
            case 8 -> withProof(genuine, letters(random.nextInt(100)));
            case 9 -> scheme.proof().with(genuine, missingOrRepeated(proof(genuine)));
            case 10 -> genuine.trusting(otherSecrets(genuine.trust().secrets()));
            case 11 -> atAnotherTime(genuine);
            case 12 -> withCovered(genuine);
            case 13 -> withProof(genuine, proof(another()));
            default -> moved(genuine);
        };
    }

    private Delivered withBody(Delivered genuine, byte[] body) {
        return scheme.coversBody() ? genuine.withBody(body) : genuine;
    }

    private Delivered withProof(Delivered genuine, String proof) {
        return scheme.proof().with(genuine, List.of(proof));
    }

    private String proof(Delivered delivered) {
        return scheme.proof().values(delivered).getFirst();
    }

    private Delivered another() {
        return scheme.genuine().apply(OTHERS + random.nextInt(1000));
    }

    private byte[] flipped(byte[] body) {
        var changed = body.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] lengthened(byte[] body) {
        var at = random.nextBoolean() ? body.length : random.nextInt(body.length + 1);
        var longer = new byte[body.length + 1];
        System.arraycopy(body, 0, longer, 0, at);
        longer[at] = (byte) random.nextInt(256);
        System.arraycopy(body, at, longer, at + 1, body.length - at);
        return longer;
    }

    private byte[] shortened(byte[] body) {
        return Arrays.copyOf(body, random.nextInt(body.length));
    }

    private String substituted(String text) {
        var changed = new StringBuilder(text);
        changed.setCharAt(random.nextInt(text.length()), any(PRINTABLE));
        return changed.toString();
    }

    private String inserted(String text) {
        return new StringBuilder(text)
                .insert(random.nextInt(text.length() + 1), any(LETTERS))
                .toString();
    }

    private String deleted(String text) {
        return new StringBuilder(text).deleteCharAt(random.nextInt(text.length())).toString();
    }

    private String cut(String text) {
        return random.nextBoolean()
                ? text.substring(0, random.nextInt(text.length()))
                : text.substring(1 + random.nextInt(text.length()));
    }

    /** What stands behind the last separator, in another alphabet or another case. */
    private String encodedOtherwise(String text) {
        var from = 1 + Math.max(text.lastIndexOf(' '), Math.max(text.lastIndexOf(','), head(text)));
        var head = text.substring(0, from);
        var value = text.substring(from);
        return head
                + switch (random.nextInt(5)) {
                    case 0 -> value.toUpperCase(Locale.ROOT);
                    case 1 -> value.toLowerCase(Locale.ROOT);
                    case 2 -> HexFormat.of().formatHex(bytes(value));
                    case 3 -> Base64.getEncoder().encodeToString(bytes(value));
                    default -> reencoded(value);
                };
    }

    private static int head(String text) {
        var equals = text.indexOf("v1=");
        return equals < 0 ? -1 : equals + 2;
    }

    private static String reencoded(String value) {
        try {
            return value.matches("([0-9a-fA-F]{2})+")
                    ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(value))
                    : HexFormat.of().formatHex(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException neither) {
            return value + value;
        }
    }

    private List<String> missingOrRepeated(String proof) {
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of("");
            case 2 -> List.of(proof, proof);
            case 3 -> List.of(letters(proof.length()), proof);
            default -> List.of(proof, letters(proof.length()));
        };
    }

    /** None, blank ones, those of another connection, those before a rotation. */
    private List<String> otherSecrets(List<String> secrets) {
        if (secrets.isEmpty()) {
            return List.of(letters(40));
        }
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of("");
            case 2 -> List.of(" ", "");
            case 3 -> secrets.stream().map(this::likeOne).toList();
            default -> List.of(letters(1 + random.nextInt(64)));
        };
    }

    private String likeOne(String secret) {
        var at = secret.length() / 2 + random.nextInt(secret.length() / 4);
        var changed = new StringBuilder(secret);
        changed.setCharAt(at, secret.charAt(at) == 'A' ? 'B' : 'A');
        return changed.toString();
    }

    private Delivered atAnotherTime(Delivered genuine) {
        if (scheme.windowSeconds() == 0) {
            return genuine;
        }
        var late = scheme.windowSeconds() + 1 + random.nextInt(100_000_000);
        var past = scheme.refusesFuture() && random.nextBoolean();
        return genuine.arriving(genuine.at().plusSeconds(past ? -late : late));
    }

    private Delivered withCovered(Delivered genuine) {
        if (scheme.covered().isEmpty()) {
            return genuine;
        }
        var places = scheme.covered();
        var place = places.get(random.nextInt(places.size()));
        var value = place.values(genuine).getFirst();
        return switch (random.nextInt(4)) {
            case 0 -> place.with(genuine, List.of(substituted(value)));
            case 1 -> place.with(genuine, List.of(inserted(value)));
            case 2 -> place.with(genuine, List.of(value, letters(8)));
            default -> place.with(genuine, place.values(another()));
        };
    }

    /** The proof where it does not belong. */
    private Delivered moved(Delivered genuine) {
        var proof = proof(genuine);
        var without = scheme.proof().with(genuine, List.of());
        var places =
                new ArrayList<Place>(
                        List.of(
                                new Place.Header("x-signature-other"),
                                new Place.Header("cookie"),
                                new Place.Parameter("signature"),
                                new Place.Parameter("webhook-signature")));
        return places.get(random.nextInt(places.size())).with(without, List.of(proof));
    }

    private String letters(int length) {
        var text = new StringBuilder();
        for (var at = 0; at < length; at++) {
            text.append(any(LETTERS));
        }
        return text.toString();
    }

    private char any(String alphabet) {
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
