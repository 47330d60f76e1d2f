package io.emdia.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Settings of the one broker. Only who knows the password may speak to it, since anybody on the
 * machine can reach a loopback port.
 */
final class KafkaBrokerSettings {

    private static final String USER = "emdia";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
                    + " password=\"%s\"";

    private static final Map<String, String> FIXED =
            Map.ofEntries(
                    Map.entry("process.roles", "broker,controller"),
                    Map.entry("node.id", "1"),
                    Map.entry("controller.listener.names", "CONTROLLER"),
                    Map.entry("inter.broker.listener.name", "CLIENTS"),
                    Map.entry(
                            "listener.security.protocol.map",
                            "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                    Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                    Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                    Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                    // After a kill, the controller refuses the broker until its session has ended.
                    Map.entry("broker.session.timeout.ms", "2000"),
                    Map.entry("broker.heartbeat.interval.ms", "400"),
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    Map.entry("offsets.topic.num.partitions", "4"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    // A year: a node that was off for weeks goes on where it stopped.
                    Map.entry("offsets.retention.minutes", "525600"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "4"),
                    Map.entry("background.threads", "2"),
                    Map.entry("num.recovery.threads.per.data.dir", "2"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                    Map.entry("message.max.bytes", "4194304"),
                    Map.entry("controlled.shutdown.max.retries", "1"),
                    Map.entry("metric.reporters", ""));

    private KafkaBrokerSettings() {}

    static Properties broker(Path data, int port, int controllerPort, String password) {
        var settings = new Properties();
        settings.putAll(FIXED);
        settings.put("log.dirs", data.toString());
        var address = PostgresLogin.HOST + ":";
        settings.put(
                "listeners",
                "CLIENTS://" + address + port + ",CONTROLLER://" + address + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://" + address + port);
        settings.put("controller.quorum.voters", "1@" + address + controllerPort);
        var login = LOGIN.formatted(USER, password) + " user_" + USER + "=\"" + password + "\";";
        settings.put("listener.name.clients.plain.sasl.jaas.config", login);
        settings.put("listener.name.controller.plain.sasl.jaas.config", login);
        return settings;
    }

    static Map<String, Object> clientProperties(int port, String password) {
        var properties = new HashMap<String, Object>();
        properties.put("bootstrap.servers", PostgresLogin.HOST + ":" + port);
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put("sasl.jaas.config", LOGIN.formatted(USER, password) + ";");
        return Map.copyOf(properties);
    }
}
