package io.emdia.access;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, as its credential says; the principal of every authenticated request.
 *
 * @param credentialId names the token or session, never its secret
 * @param merchantId the one merchant it may see; null for the administrator, who sees all
 */
public record Caller(String credentialId, Role role, @Nullable String merchantId) {

    /** What a credential allows, each more than the one before. */
    public enum Role {
        VIEWER,
        MANAGER,
        ADMINISTRATOR
    }

    public boolean sees(String merchant) {
        return role == Role.ADMINISTRATOR || merchant.equals(merchantId);
    }
}
