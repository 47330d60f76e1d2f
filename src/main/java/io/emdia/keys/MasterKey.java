package io.emdia.keys;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Base64;

/**
 * Seals what must be read again by whoever runs this installation: gateway secrets, API tokens and
 * the merchants' keys. Opens what the current key sealed, and those accepted beside it.
 */
@Component
public final class MasterKey {

    private static final String FILE = "master-key";

    private volatile MasterRing ring;

    MasterKey(KeySettings settings) {
        var given = settings.masterKey();
        ring = given == null || given.isBlank() ? kept(settings) : given(given, settings);
    }

    /**
     * @param context what the sealed bytes belong to; they open for nothing else
     */
    public byte[] seal(byte[] plain, String context) {
        return ring.current().seal(plain, context);
    }

    /** Fails with {@link Unopened} when another key, another context or another hand wrote it. */
    public byte[] open(byte[] sealed, String context) {
        return ring.open(sealed, context);
    }

    byte[] wrapped(SealingKey key, String context) {
        return key.wrappedBy(ring.current(), context);
    }

    SealingKey unwrapped(byte[] wrapped, String context) {
        return SealingKey.of(ring.open(wrapped, context));
    }

    MasterRing ring() {
        return ring;
    }

    private static MasterRing given(String key, KeySettings settings) {
        var all = new ArrayList<String>();
        all.add(key);
        all.addAll(settings.masterKeyAccepted());
        return MasterRing.read(all, "emdia.master-key and emdia.master-key-accepted");
    }

    private static MasterRing kept(KeySettings settings) {
        var file = settings.dataDir().resolve(FILE).toAbsolutePath().normalize();
        return MasterRing.read(KeptSecret.in(file, MasterKey::fresh).lines().toList(), "" + file);
    }

    private static String fresh() {
        return Base64.getEncoder().encodeToString(Unguessable.bytes(SealingKey.KEY_BYTES));
    }
}
