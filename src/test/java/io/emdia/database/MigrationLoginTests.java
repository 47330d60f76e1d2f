package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactoryOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;

class MigrationLoginTests {

    @ParameterizedTest
    @CsvSource({
        "r2dbc:postgresql://db/emdia,jdbc:postgresql://db/emdia",
        "r2dbc:postgresql://db:5433/emdia,jdbc:postgresql://db:5433/emdia",
        "r2dbc:postgresql://db/emdia?ssl=true,jdbc:postgresql://db/emdia?sslmode=verify-full",
        "r2dbc:postgresql://db/emdia?sslMode=VERIFY_CA,jdbc:postgresql://db/emdia?sslmode=verify-ca",
        "r2dbc:postgresql:failover://a:1%2Cb:2/emdia,'jdbc:postgresql://a:1,b:2/emdia'"
    })
    void speaksToTheSamePlaceByJdbc(String r2dbc, String jdbc) {
        var login = MigrationLogin.of(ConnectionFactoryOptions.parse(r2dbc));

        assertThat(login.getJdbcUrl()).isEqualTo(jdbc);
    }

    @Test
    void carriesTheTrustedCertificateOver() {
        var options =
                ConnectionFactoryOptions.parse(
                        "r2dbc:postgresql://u:p@db/emdia?sslMode=verify-full&sslRootCert=/ca.pem");

        var login = MigrationLogin.of(options);

        assertThat(login.getJdbcUrl())
                .contains("sslmode=verify-full")
                .contains("sslrootcert=%2Fca.pem");
        assertThat(login.getUsername()).isEqualTo("u");
        assertThat(login.getPassword()).isEqualTo("p");
    }

    @Test
    void theOwnersOwnLoginWins() {
        var application = ConnectionFactoryOptions.parse("r2dbc:postgresql://app:p@db/emdia");
        var owner = new FlywayProperties();
        owner.setUser("owner");
        owner.setPassword("secret");

        var login = MigrationLogin.of(application).as(owner);

        assertThat(login.getUsername()).isEqualTo("owner");
        assertThat(login.getPassword()).isEqualTo("secret");
        assertThat(login.getJdbcUrl()).isEqualTo("jdbc:postgresql://db/emdia");
        assertThat(login).asString().doesNotContain("secret");
    }
}
