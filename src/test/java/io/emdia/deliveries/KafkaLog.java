package io.emdia.deliveries;

import io.emdia.embedded.TestServers;
import io.emdia.keys.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The log on the embedded broker, on topics of its own, wired as Spring does it. */
public final class KafkaLog implements AutoCloseable {

    /** Enough for several nodes, as on a cluster. */
    private static final String PARTITIONS = "6";

    private static final AtomicInteger LOGS = new AtomicInteger();

    private final Clients clients;
    private final Topics topics;
    private final Asking asking;
    private final Appender appender;
    private final KafkaBulletins bulletins;
    private final KafkaDeliveryLog log;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LogRunner runner;
    private final Trimming trimming;

    private KafkaLog(Brokers brokers, LogSettings settings) {
        clients = new Clients(brokers, settings);
        var meters = new LogMeters(registry);
        asking = new Asking(clients);
        topics = new Topics(asking, clients, settings);
        appender = new Appender(clients);
        bulletins = new KafkaBulletins(clients, topics, asking, appender);
        var appends = new Appends(appender, settings, Clock.systemUTC(), meters);
        log =
                new KafkaDeliveryLog(
                        clients,
                        topics,
                        asking,
                        appends,
                        TestKeys.knowing("acme", "merchant"),
                        meters,
                        settings,
                        Clock.systemUTC());
        trimming = new Trimming(asking, settings, Clock.systemUTC());
        runner = new LogRunner(topics, log, trimming, appender, asking, settings);
    }

    /** With fresh topics. */
    public static KafkaLog open() {
        return open(Map.of());
    }

    /**
     * @param own settings by their names below {@code emdia.log}
     */
    public static KafkaLog open(Map<String, String> own) {
        return open(TestServers.brokers(), own);
    }

    static KafkaLog open(Brokers brokers, Map<String, String> own) {
        var number = LOGS.incrementAndGet();
        var settings = new HashMap<String, String>();
        settings.put("topics.deliveries", "deliveries-" + number);
        settings.put("topics.connections", "connections-" + number);
        settings.put("topics.marks", "marks-" + number);
        settings.put("topics.partitions-alone", PARTITIONS);
        settings.putAll(own);
        var opened = on(brokers, settings);
        opened.runner.start();
        return opened;
    }

    /** Not started: nothing has been asked of the brokers. */
    static KafkaLog on(Brokers brokers, Map<String, String> settings) {
        var source = new MapConfigurationPropertySource(settings);
        return new KafkaLog(brokers, new Binder(source).bindOrCreate("", LogSettings.class));
    }

    /** Another node on the same topics. */
    KafkaLog another() {
        return open(
                Map.of(
                        "topics.deliveries", topics.deliveries(),
                        "topics.connections", topics.connections(),
                        "topics.marks", topics.marks()));
    }

    public DeliveryLog log() {
        return log;
    }

    public Bulletins bulletins() {
        return bulletins;
    }

    KafkaDeliveryLog kafkaLog() {
        return log;
    }

    /** What a consumer of this log is made with. */
    Map<String, Object> member(String group) {
        return clients.member(group);
    }

    Topics topics() {
        return topics;
    }

    Asking asking() {
        return asking;
    }

    Appender appender() {
        return appender;
    }

    Trimming trimming() {
        return trimming;
    }

    double counted(String meter) {
        return registry.get(meter).counter().count();
    }

    @Override
    public void close() {
        runner.stop();
    }
}
