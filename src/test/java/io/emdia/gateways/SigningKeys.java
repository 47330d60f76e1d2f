package io.emdia.gateways;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A sender that holds a private key; what it signed once it remembers, since signing is slow. */
final class SigningKeys {

    private final String algorithm;
    private final KeyPair pair;
    private final Map<String, byte[]> signed = new ConcurrentHashMap<>();

    SigningKeys(String algorithm, int bits) {
        this.algorithm = algorithm;
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    String lastBytesOfPublicKey(int length) {
        var encoded = pair.getPublic().getEncoded();
        var tail = Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
        return Base64.getEncoder().encodeToString(tail);
    }

    byte[] sign(byte[]... parts) {
        var whole = new StringBuilder();
        for (var part : parts) {
            whole.append(Forger.text(part));
        }
        return signed.computeIfAbsent(whole.toString(), this::signature);
    }

    private byte[] signature(String text) {
        try {
            var name = algorithm.equals("RSA") ? "SHA256withRSA" : algorithm;
            var signature = Signature.getInstance(name);
            signature.initSign(pair.getPrivate());
            signature.update(Forger.bytes(text));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
