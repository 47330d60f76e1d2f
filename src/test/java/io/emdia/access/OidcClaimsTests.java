package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.Caller.Role;
import io.emdia.access.Standing.Granted;
import io.emdia.access.Standing.Refused;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.List;
import java.util.Map;

class OidcClaimsTests {

    private static final Map<String, Role> ROLES =
            Map.of("a", Role.VIEWER, "b", Role.MANAGER, "c", Role.ADMINISTRATOR);

    @Test
    void aClaimWithinClaimsIsFoundByItsSteps() {
        var claims =
                Map.of("realm", Map.of("access", Map.of("roles", List.of("x", "b"))), "m", "acme");

        assertThat(standing("m", "realm.access.roles", claims))
                .isEqualTo(new Granted(Role.MANAGER, "acme"));
        assertThat(standing("m", "realm.other.roles", claims)).isInstanceOf(Refused.class);
        assertThat(standing("m", "m.roles", claims)).isInstanceOf(Refused.class);
    }

    @Test
    void aClaimWhoseNameHoldsDotsIsFoundByItsName() {
        var claims = Map.<String, Object>of("https://acme.example/role", "a", "m", "acme");

        assertThat(standing("m", "https://acme.example/role", claims))
                .isEqualTo(new Granted(Role.VIEWER, "acme"));
    }

    @Test
    void ofSeveralRolesTheHighestCounts() {
        assertThat(standing("m", "r", Map.of("r", List.of("a", "c", "b"))))
                .isEqualTo(new Granted(Role.ADMINISTRATOR, null));
    }

    @Test
    void whatIsNoTextGivesNothing() {
        assertThat(standing("m", "r", Map.of("r", List.of(1, true, Map.of()), "m", "acme")))
                .isInstanceOf(Refused.class);
        assertThat(standing("m", "r", Map.of("r", "a", "m", 7))).isInstanceOf(Refused.class);
    }

    @Test
    void withoutSettingsNobodyComesIn() {
        var settings =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("emdia.oidc", OidcSettings.class);
        var claims =
                Map.<String, Object>of("emdia_role", "administrator", "emdia_merchant", "acme");

        assertThat(new OidcClaims(settings).standing(claims)).isInstanceOf(Refused.class);
    }

    private static Standing standing(
            String merchantClaim, String roleClaim, Map<String, ?> claims) {
        var settings = new OidcSettings(merchantClaim, roleClaim, ROLES);
        return new OidcClaims(settings).standing(Map.copyOf(claims));
    }
}
