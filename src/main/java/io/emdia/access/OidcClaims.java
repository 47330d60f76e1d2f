package io.emdia.access;

import io.emdia.access.Caller.Role;
import io.emdia.access.Standing.Granted;
import io.emdia.access.Standing.Refused;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads from the claims of an ID token what somebody is here. */
final class OidcClaims {

    private final OidcSettings settings;

    OidcClaims(OidcSettings settings) {
        this.settings = settings;
    }

    Standing standing(Map<String, Object> claims) {
        var held = find(claims, settings.roleClaim());
        if (held == null) {
            return missing(settings.roleClaim());
        }
        return texts(held)
                .flatMap(value -> Stream.ofNullable(settings.roles().get(value)))
                .max(Comparator.naturalOrder())
                .map(role -> standing(role, claims))
                .orElseGet(() -> refused(settings.roleClaim(), "holds nothing that gives a role"));
    }

    private Standing standing(Role role, Map<String, Object> claims) {
        if (role == Role.ADMINISTRATOR) {
            return new Granted(role, null);
        }
        var held = find(claims, settings.merchantClaim());
        if (held == null) {
            return missing(settings.merchantClaim());
        }
        var merchants = texts(held).toList();
        return merchants.size() == 1
                ? new Granted(role, merchants.getFirst())
                : refused(settings.merchantClaim(), "must hold one merchant");
    }

    private static Standing missing(String claim) {
        return new Refused("the ID token has no claim \"" + claim + "\"");
    }

    private static Standing refused(String claim, String why) {
        return new Refused("the claim \"" + claim + "\" of the ID token " + why);
    }

    /** By its whole name, which may hold dots (many are URLs), else step by step. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        var whole = claims.get(name);
        var dot = name.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, name.substring(dot + 1))
                : null;
    }

    private static Stream<String> texts(Object held) {
        var all = held instanceof Collection<?> several ? several : List.of(held);
        return all.stream().filter(String.class::isInstance).map(String.class::cast);
    }
}
