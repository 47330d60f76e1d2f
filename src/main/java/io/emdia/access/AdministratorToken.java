package io.emdia.access;

import io.emdia.database.Loopback;
import io.emdia.database.StartRefused;
import io.emdia.keys.KeptSecret;
import io.emdia.keys.Unguessable;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.stereotype.Component;

/** The administrator's token, given or made at the first start. */
@Component
final class AdministratorToken {

    private static final String FILE = "admin-token";
    private static final int GUESSABLE_BELOW_CHARACTERS = 16;
    private static final int DIFFERENT_CHARACTERS_MIN = 6;
    private static final Logger LOG = LoggerFactory.getLogger(AdministratorToken.class);

    private final Hash hash;

    AdministratorToken(AccessSettings settings, R2dbcConnectionDetails database) {
        var given = settings.adminToken();
        hash =
                Hash.of(
                        given == null || given.isBlank()
                                ? kept(settings)
                                : given(given.strip(), isNear(database)));
    }

    Hash hash() {
        return hash;
    }

    /** On one machine alone, for a trial, it is only told; else it would be the way in. */
    private static String given(String token, boolean near) {
        if (!isGuessable(token)) {
            return token;
        }
        if (!near) {
            throw new StartRefused(
                    "The administrator's token can be guessed: set emdia.admin-token to what"
                            + " openssl rand -hex 32 draws, or leave it out to have one made.");
        }
        LOG.warn("The administrator's token is short or well known and can be guessed");
        return token;
    }

    private static boolean isGuessable(String token) {
        return token.length() < GUESSABLE_BELOW_CHARACTERS
                || token.chars().distinct().count() < DIFFERENT_CHARACTERS_MIN;
    }

    private static boolean isNear(R2dbcConnectionDetails database) {
        var host = database.getConnectionFactoryOptions().getValue(ConnectionFactoryOptions.HOST);
        return host == null || Loopback.is(host.toString());
    }

    private static String kept(AccessSettings settings) {
        var file = settings.dataDir().resolve(FILE).toAbsolutePath().normalize();
        var token = KeptSecret.in(file, Unguessable::secret);
        LOG.info("The administrator's token is in {}", file);
        return token;
    }
}
