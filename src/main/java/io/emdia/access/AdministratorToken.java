package io.emdia.access;

import io.emdia.keys.KeptSecret;
import io.emdia.keys.Unguessable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The administrator's token, given or made at the first start. */
@Component
final class AdministratorToken {

    private static final String FILE = "admin-token";
    private static final int GUESSABLE_BELOW_CHARACTERS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(AdministratorToken.class);

    private final Hash hash;

    AdministratorToken(AccessSettings settings) {
        var given = settings.adminToken();
        hash = Hash.of(given == null || given.isBlank() ? kept(settings) : given(given.strip()));
    }

    Hash hash() {
        return hash;
    }

    private static String given(String token) {
        if (token.length() < GUESSABLE_BELOW_CHARACTERS) {
            LOG.warn(
                    "The administrator's token has fewer than {} characters and can be guessed",
                    GUESSABLE_BELOW_CHARACTERS);
        }
        return token;
    }

    private static String kept(AccessSettings settings) {
        var file = settings.dataDir().resolve(FILE).toAbsolutePath().normalize();
        var token = KeptSecret.in(file, Unguessable::secret);
        LOG.info("The administrator's token is in {}", file);
        return token;
    }
}
