package io.emdia.embedded;

import io.emdia.database.DatabaseNamed;
import io.emdia.database.MigrationLogin;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Where no other PostgreSQL is named, the application and its migrations use the embedded one. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedPostgresConfiguration.NoneNamed.class)
class EmbeddedPostgresConfiguration {

    @Bean
    R2dbcConnectionDetails embeddedConnectionDetails(EmbeddedServers servers) {
        var login = servers.postgres().app();
        return () -> options(login);
    }

    @Bean
    MigrationLogin embeddedMigrationLogin(EmbeddedServers servers) {
        var login = servers.postgres().owner();
        return new MigrationLogin(login.jdbcUrl(), login.user(), login.password());
    }

    @Bean
    PostgresRunner postgresRunner(EmbeddedServers servers) {
        return new PostgresRunner(servers.postgres());
    }

    private static ConnectionFactoryOptions options(PostgresLogin login) {
        return ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, PostgresLogin.HOST)
                .option(ConnectionFactoryOptions.PORT, login.port())
                .option(ConnectionFactoryOptions.DATABASE, login.database())
                .option(ConnectionFactoryOptions.USER, login.user())
                .option(ConnectionFactoryOptions.PASSWORD, login.password())
                .build();
    }

    static final class NoneNamed extends NoneNestedConditions {

        NoneNamed() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(DatabaseNamed.class)
        static class Named {}
    }
}
