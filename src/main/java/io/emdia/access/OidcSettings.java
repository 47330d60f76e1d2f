package io.emdia.access;

import io.emdia.access.Caller.Role;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;

/**
 * What the claims of an ID token mean here. Claims within claims are named with dots, as in {@code
 * realm_access.roles}.
 *
 * @param merchantClaim holds the id of the one merchant that a viewer or manager may see
 * @param roleClaim holds one value or a list of them
 * @param roles what each of those values allows; of several the highest counts, and whoever has
 *     none of them is refused
 */
@ConfigurationProperties("emdia.oidc")
record OidcSettings(
        @DefaultValue("emdia_merchant") String merchantClaim,
        @DefaultValue("emdia_role") String roleClaim,
        @DefaultValue Map<String, Role> roles) {}
