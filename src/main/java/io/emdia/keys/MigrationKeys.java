package io.emdia.keys;

import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The keys of merchants for migrations, which run on a connection of their own before all else. */
@Component
public final class MigrationKeys {

    private static final String FIND = "select wrapped from merchant_key where merchant_id = ?";
    private static final String ADD =
            """
            insert into merchant_key (merchant_id, wrapped, created_at) values (?, ?, ?)
            on conflict (merchant_id) do nothing
            """;

    private final MasterKey master;
    private final InstantSource clock;

    public MigrationKeys(MasterKey master, InstantSource clock) {
        this.master = master;
        this.clock = clock;
    }

    /** One is made for a merchant that has none. */
    public MerchantKey of(Connection connection, String merchantId) throws SQLException {
        add(connection, merchantId);
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, merchantId);
            return new MerchantKey(
                    merchantId, master.unwrapped(wrapped(find), MerchantKeys.context(merchantId)));
        }
    }

    private void add(Connection connection, String merchantId) throws SQLException {
        var context = MerchantKeys.context(merchantId);
        try (var add = connection.prepareStatement(ADD)) {
            add.setString(1, merchantId);
            add.setBytes(2, master.wrapped(SealingKey.fresh(), context));
            add.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            add.executeUpdate();
        }
    }

    private static byte[] wrapped(PreparedStatement find) throws SQLException {
        try (var rows = find.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the merchant's key was not kept");
            }
            return rows.getBytes(1);
        }
    }
}
