package io.emdia.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * @param trustedProxies addresses as in {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} and
 *     {@code X-Forwarded-Proto} are believed; nobody else's are
 */
@ConfigurationProperties("emdia.http")
record ProxySettings(@DefaultValue List<String> trustedProxies) {

    private static final int ANY_PORT = 0;

    ProxySettings {
        trustedProxies.forEach(ProxySettings::rule);
    }

    boolean trusts(InetAddress address) {
        var socket = new InetSocketAddress(address, ANY_PORT);
        return trustedProxies.stream().anyMatch(one -> rule(one).matches(socket));
    }

    private static IpSubnetFilterRule rule(String network) {
        var parts = network.strip().split("/", 2);
        try {
            var address = InetAddress.ofLiteral(parts[0]);
            var bits = address.getAddress().length * Byte.SIZE;
            var prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "emdia.http.trusted-proxies must be addresses as in 10.0.0.0/8, was " + network,
                    malformed);
        }
    }
}
