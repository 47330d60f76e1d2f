package io.emdia.access;

import io.emdia.auditlog.Actor;
import io.emdia.auditlog.AuditLog;

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

    /** As whom it goes into the log of acts. */
    public Actor actor() {
        if (credentialId.startsWith(Sessions.ID_MARK)) {
            return new Actor(Actor.Kind.SESSION, credentialId);
        }
        return role == Role.ADMINISTRATOR
                ? new Actor(Actor.Kind.ADMINISTRATOR, credentialId)
                : new Actor(Actor.Kind.TOKEN, credentialId);
    }

    /** The merchant whose log its own comings and goings are in. */
    String logged() {
        return merchantId == null ? AuditLog.NO_MERCHANT : merchantId;
    }

    public boolean sees(String merchant) {
        return role == Role.ADMINISTRATOR || merchant.equals(merchantId);
    }
}
