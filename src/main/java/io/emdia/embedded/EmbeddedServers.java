package io.emdia.embedded;

import io.emdia.database.DatabaseNamed;
import io.emdia.database.StartRefused;
import io.emdia.deliveries.BrokersNamed;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts the servers that are not named elsewhere side by side, each on a thread of its own, while
 * the application is still being put together; that is why it is a post-processor, which comes
 * before every other bean and goes after them. It stops Kafka, then PostgreSQL, and lets go of the
 * data folder last.
 */
final class EmbeddedServers implements BeanFactoryPostProcessor, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final DataFolder folder;
    private final Keepsakes secrets;
    private final Ports ports;
    private final @Nullable CompletableFuture<EmbeddedPostgres> postgres;
    private final @Nullable CompletableFuture<EmbeddedKafka> kafka;

    EmbeddedServers(Environment environment) {
        var settings = Binder.get(environment).bindOrCreate("emdia", EmbeddedSettings.class);
        this.folder = DataFolder.open(settings.dataDir());
        this.secrets = new Keepsakes(folder.in("secrets.properties"));
        this.ports = new Ports(new Keepsakes(folder.in("ports.properties")));
        this.postgres = DatabaseNamed.in(environment) ? null : start(this::startPostgres);
        this.kafka = BrokersNamed.in(environment) ? null : start(this::startKafka);
    }

    /** The running PostgreSQL; waits for its start, and says what kept it from starting. */
    EmbeddedPostgres postgres() {
        return started(postgres);
    }

    /** The running broker; waits for its start, and says what kept it from starting. */
    EmbeddedKafka kafka() {
        return started(kafka);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // Being made early is all it is here for.
    }

    @Override
    public void destroy() {
        stop(kafka, EmbeddedKafka::stop);
        stop(postgres, EmbeddedPostgres::stop);
        folder.close();
    }

    private static <T> CompletableFuture<T> start(Supplier<T> server) {
        return CompletableFuture.supplyAsync(server, THREADS);
    }

    private static <T> T started(@Nullable CompletableFuture<T> server) {
        if (server == null) {
            throw new IllegalStateException("Another server is named: the embedded one is off");
        }
        try {
            return server.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StartRefused refused ? refused : failure;
        }
    }

    private static <T> void stop(@Nullable CompletableFuture<T> server, Consumer<T> stop) {
        if (server == null) {
            return;
        }
        server.handle(
                        (running, failure) -> {
                            if (failure == null) {
                                stop.accept(running);
                            }
                            return true;
                        })
                .join();
    }

    private EmbeddedPostgres startPostgres() {
        var server = new EmbeddedPostgres(folder, secrets, ports, folder.path());
        server.start();
        var address = PostgresLogin.HOST + ":" + server.port();
        log.info("PostgreSQL started on {}, its data is in {}", address, server.data());
        return server;
    }

    private EmbeddedKafka startKafka() {
        KafkaFaults.stopTheProcess();
        var server = new EmbeddedKafka(folder, secrets, ports);
        server.start();
        var address = PostgresLogin.HOST + ":" + server.port();
        log.info("Kafka started on {}, its data is in {}", address, server.data());
        return server;
    }
}
