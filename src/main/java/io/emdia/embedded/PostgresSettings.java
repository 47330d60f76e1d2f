package io.emdia.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's settings, written anew at every start; {@code custom.conf} beside them wins. */
final class PostgresSettings {

    private static final String TEXT =
            """
            # Written by Emdia at every start. Put your own settings into custom.conf beside this.
            listen_addresses = '%s'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60

            fsync = on
            synchronous_commit = on
            full_page_writes = on

            shared_buffers = 128MB
            max_wal_size = 1GB
            wal_compression = on
            jit = off
            default_transaction_isolation = 'read committed'
            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'iso, ymd'

            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            log_rotation_size = 0
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            include_if_exists = 'custom.conf'
            """;

    private PostgresSettings() {}

    static void write(Path data, int port) {
        try {
            Files.writeString(
                    data.resolve("postgresql.conf"), TEXT.formatted(PostgresLogin.HOST, port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
