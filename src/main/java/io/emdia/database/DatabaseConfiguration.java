package io.emdia.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import reactor.netty.tcp.TcpResources;

import java.time.Duration;
import java.util.Map;

/** The pool, the migrations before it, and what both refuse. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Database database(ConnectionPool connections) {
        return new Database(connections);
    }

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer serverLimits(DatabaseSettings settings) {
        return options -> limit(options, settings);
    }

    @Bean
    Durability durability(R2dbcConnectionDetails application) {
        return new Durability(role(application));
    }

    @Bean
    Admittance admittance(R2dbcConnectionDetails application, DatabaseSettings settings) {
        return new Admittance(application.getConnectionFactoryOptions(), settings.allowPlaintext());
    }

    @Bean
    AppRole appRole(R2dbcConnectionDetails application) {
        return new AppRole(role(application));
    }

    /** Where the database is another's: the owner's own login if there is one. */
    @Bean
    @Conditional(DatabaseNamed.class)
    MigrationLogin migrationLogin(R2dbcConnectionDetails application, FlywayProperties owner) {
        return MigrationLogin.of(application.getConnectionFactoryOptions()).as(owner);
    }

    private static String role(R2dbcConnectionDetails application) {
        var options = application.getConnectionFactoryOptions();
        return String.valueOf(options.getValue(ConnectionFactoryOptions.USER));
    }

    private static void limit(ConnectionFactoryOptions.Builder options, DatabaseSettings settings) {
        options.option(ConnectionFactoryOptions.CONNECT_TIMEOUT, settings.connectTimeout());
        options.option(PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE, true);
        options.option(
                PostgresqlConnectionFactoryProvider.LOOP_RESOURCES,
                new WatchedLoops(TcpResources.get(), settings.silenceMax()));
        options.option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "emdia");
        options.option(
                PostgresqlConnectionFactoryProvider.PREPARED_STATEMENT_CACHE_QUERIES,
                settings.preparedStatements());
        if (!options.build().hasOption(PostgresqlConnectionFactoryProvider.OPTIONS)) {
            options.option(PostgresqlConnectionFactoryProvider.OPTIONS, serverSettings(settings));
        }
    }

    private static Map<String, String> serverSettings(DatabaseSettings settings) {
        return Map.of(
                "statement_timeout", millis(settings.statementTimeout()),
                "lock_timeout", millis(settings.lockTimeout()),
                "idle_in_transaction_session_timeout", millis(settings.idleInTransactionTimeout()));
    }

    private static String millis(Duration limit) {
        return limit.toMillis() + "ms";
    }
}
