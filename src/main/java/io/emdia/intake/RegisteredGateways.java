package io.emdia.intake;

import io.emdia.gateways.Gateway;
import io.emdia.merchants.GatewayKinds;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The gateways of this installation, as creating a connection knows them. */
@Component
final class RegisteredGateways implements GatewayKinds {

    private final Map<String, Gateway> byName = new TreeMap<>();

    RegisteredGateways(List<Gateway> gateways) {
        gateways.forEach(gateway -> byName.put(gateway.name(), gateway));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    @Override
    public List<String> objections(
            String gateway, List<String> secrets, Map<String, String> settings) {
        var known = byName.get(gateway);
        return known == null ? List.of("is not known") : known.objectionsTo(secrets, settings);
    }
}
