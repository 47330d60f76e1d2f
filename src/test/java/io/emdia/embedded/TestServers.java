package io.emdia.embedded;

import io.emdia.database.AppRole;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.deliveries.Brokers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;

import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The embedded PostgreSQL and Kafka for integration tests, each started once a JVM in a temporary
 * folder when a test first asks for it. A database is made anew, with all migrations run, for every
 * call; topics are shared, so tests that count records name topics of their own.
 */
public final class TestServers {

    private static final String TEMPLATE = "emdia_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int CONNECTIONS_MAX = 10;

    /** All tests of a run share one PostgreSQL, and nobody closes the pools. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Queue<Runnable> AT_EXIT = new ConcurrentLinkedQueue<>();

    private TestServers() {}

    /**
     * One freshly migrated database.
     *
     * @param connections a pool of ten, as the application's unprivileged role
     * @param jdbcUrl for {@code DriverManager}, with the owner's credentials beside it
     */
    public record TestDatabase(
            Database database,
            ConnectionFactory connections,
            String r2dbcUrl,
            String user,
            String password,
            String jdbcUrl,
            String ownerUser,
            String ownerPassword) {

        /** The first column of every row, as a text; null as that word. */
        public List<String> texts(Scope scope, String sql) {
            var texts =
                    database.read(
                            scope,
                            unit ->
                                    Query.on(unit, sql)
                                            .rows(row -> String.valueOf(row.get(0, String.class))));
            return Objects.requireNonNull(texts.block(PATIENCE));
        }

        /** What a whole application needs to use this database instead of its own. */
        public Map<String, String> springProperties() {
            return Map.of(
                    "spring.r2dbc.url", r2dbcUrl,
                    "spring.r2dbc.username", user,
                    "spring.r2dbc.password", password,
                    "spring.flyway.url", jdbcUrl,
                    "spring.flyway.user", ownerUser,
                    "spring.flyway.password", ownerPassword);
        }
    }

    /** A new database with every migration run. */
    public static TestDatabase freshDatabase() {
        var postgres = Postgres.RUNNING;
        var name = "test_" + DATABASES.incrementAndGet();
        superuser("create database %s template %s owner emdia_owner".formatted(name, TEMPLATE));
        superuser("grant connect on database " + name + " to emdia");
        var owner = postgres.owner().to(name);
        var app = postgres.app().to(name);
        var connections = pool(app);
        return new TestDatabase(
                new Database(connections),
                connections,
                "r2dbc:postgresql://127.0.0.1:" + app.port() + "/" + name,
                app.user(),
                app.password(),
                owner.jdbcUrl(),
                owner.user(),
                owner.password());
    }

    /** The embedded broker. */
    public static Brokers brokers() {
        return Kafka.BROKERS;
    }

    /**
     * What a whole application needs to use these servers: {@link TestDatabase#springProperties} of
     * a new database and the broker's address and credentials.
     */
    public static Map<String, String> springProperties() {
        var properties = new LinkedHashMap<>(freshDatabase().springProperties());
        brokers()
                .clientProperties()
                .forEach((key, value) -> properties.put(kafkaName(key), value.toString()));
        return properties;
    }

    static String kafkaName(String key) {
        return key.equals("bootstrap.servers")
                ? "emdia.kafka.bootstrap-servers"
                : "emdia.kafka.properties." + key;
    }

    /** A right for a role of all databases, taken back at the end. */
    public static Given with(String right, String role) {
        superuser("alter role %s %s".formatted(role, right));
        return () -> superuser("alter role %s no%s".formatted(role, right));
    }

    /** Lets a role in without its password until the end. */
    public static Given trusting(String role) {
        var file = Folder.OPEN.in("postgresql").resolve("pg_hba.conf");
        var before = rules(file);
        rule(file, "host all " + role + " 127.0.0.1/32 trust\n" + before);
        return () -> rule(file, before);
    }

    private static String rules(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void rule(Path file, String rules) {
        try {
            Files.writeString(file, rules);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        superuser("select pg_reload_conf()");
    }

    /** What is taken back. */
    @FunctionalInterface
    public interface Given extends AutoCloseable {

        @Override
        void close();
    }

    private static void superuser(String sql) {
        try (var connection = PostgresRoles.connect(Postgres.RUNNING.superuser())) {
            PostgresRoles.execute(connection, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ConnectionPool pool(PostgresLogin app) {
        var configuration =
                PostgresqlConnectionConfiguration.builder()
                        .host(PostgresLogin.HOST)
                        .port(app.port())
                        .database(app.database())
                        .username(app.user())
                        .password(app.password())
                        .build();
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(configuration))
                        .initialSize(0)
                        .maxSize(CONNECTIONS_MAX)
                        .maxIdleTime(IDLE_MAX)
                        .backgroundEvictionInterval(IDLE_MAX)
                        .build());
    }

    /** Unpacked once a checkout: PostgreSQL's programs are the same for every run. */
    static Path programs() {
        return Path.of("target", "postgresql-programs").toAbsolutePath();
    }

    private static void atExit(Runnable stop) {
        AT_EXIT.add(stop);
    }

    private static void close() {
        AT_EXIT.forEach(Runnable::run);
        FileSystemUtils.deleteRecursively(Folder.OPEN.path().toFile());
    }

    private static final class Folder {

        private static final DataFolder OPEN = open();
        private static final Keepsakes SECRETS = new Keepsakes(OPEN.in("secrets"));
        private static final Ports PORTS = new Ports(new Keepsakes(OPEN.in("ports")));

        private static DataFolder open() {
            try {
                Files.createDirectories(programs());
                Runtime.getRuntime().addShutdownHook(new Thread(TestServers::close));
                return DataFolder.open(Files.createTempDirectory("emdia-test"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static final class Postgres {

        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            var postgres =
                    new EmbeddedPostgres(Folder.OPEN, Folder.SECRETS, Folder.PORTS, programs());
            postgres.start();
            atExit(postgres::stop);
            makeTemplate(postgres);
            return postgres;
        }

        private static void makeTemplate(EmbeddedPostgres postgres) {
            try (var connection = PostgresRoles.connect(postgres.superuser())) {
                PostgresRoles.execute(
                        connection, "create database " + TEMPLATE + " owner emdia_owner");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            var owner = postgres.owner().to(TEMPLATE);
            Flyway.configure()
                    .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                    .callbacks(new AppRole(postgres.app().user()))
                    .load()
                    .migrate();
        }
    }

    private static final class Kafka {

        private static final Brokers BROKERS = start();

        private static Brokers start() {
            var kafka = new EmbeddedKafka(Folder.OPEN, Folder.SECRETS, Folder.PORTS);
            kafka.start();
            atExit(kafka::stop);
            return new EmbeddedBrokers(kafka, null);
        }
    }
}
