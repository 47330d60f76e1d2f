package io.emdia.keys;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Seals what must be read again by whoever runs this installation: gateway secrets, API tokens and
 * the merchants' keys. Opens what the current key sealed, and those accepted beside it.
 */
@Component
public final class MasterKey {

    /** Null where the keys are given. */
    private final @Nullable MasterKeyFile file;

    private volatile MasterRing ring;

    MasterKey(KeySettings settings) {
        var given = settings.masterKey();
        if (given == null || given.isBlank()) {
            file = new MasterKeyFile(settings.dataDir());
            ring = file.read();
        } else {
            file = null;
            ring = given(given, settings.masterKeyAccepted());
        }
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

    /** How everything that the current key seals begins: so many bytes, the same every time. */
    public byte[] currentPrefix() {
        return ring.current().prefix();
    }

    public boolean isCurrent(byte[] sealed) {
        var prefix = currentPrefix();
        return sealed.length >= prefix.length
                && Arrays.equals(sealed, 0, prefix.length, prefix, 0, prefix.length);
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

    /** Whether a new one can be made here: not where the keys are given. */
    boolean isKept() {
        return file != null;
    }

    /** A new key seals from now on; those before go on opening. Waits for the disk. */
    synchronized void renew() {
        var keys = new ArrayList<SealingKey>();
        keys.add(SealingKey.fresh());
        keys.addAll(ring.keys());
        keep(new MasterRing(keys));
    }

    /** The current key alone is left. Waits for the disk. */
    synchronized void forgetAccepted() {
        keep(new MasterRing(List.of(ring.current())));
    }

    /** On disk before anything is sealed by it. */
    private void keep(MasterRing next) {
        if (file == null) {
            throw new IllegalStateException("the master key is given, so it is renewed outside");
        }
        file.write(next);
        ring = next;
    }

    private static MasterRing given(String key, List<String> accepted) {
        var all = new ArrayList<String>();
        all.add(key);
        all.addAll(accepted);
        return MasterRing.read(all, "emdia.master-key and emdia.master-key-accepted");
    }
}
