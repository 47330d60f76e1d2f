package io.emdia.access;

import io.emdia.access.Caller.Role;

import org.jspecify.annotations.Nullable;

/** What somebody is here whom a provider vouched for. */
sealed interface Standing {

    /**
     * @param merchantId null for an administrator, who sees all
     */
    record Granted(Role role, @Nullable String merchantId) implements Standing {}

    /**
     * @param reason names the claim, never its value
     */
    record Refused(String reason) implements Standing {}
}
