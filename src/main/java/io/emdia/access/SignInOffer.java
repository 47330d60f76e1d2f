package io.emdia.access;

import org.jspecify.annotations.Nullable;

/**
 * A way to sign in with accounts from elsewhere.
 *
 * @param name for the button
 * @param url where the button leads
 */
record SignInOffer(String id, String name, String url) {

    static SignInOffer of(String id, @Nullable String name) {
        return new SignInOffer(id, name == null ? id : name, "/oauth2/authorization/" + id);
    }
}
