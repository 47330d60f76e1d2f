package io.emdia.database;

import io.emdia.embedded.TestServers.TestDatabase;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the catalog says of the tables and of the walls around them, asked as their owner. */
record Walls(TestDatabase database) {

    private static final String TABLES =
            """
            select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and %s exists (select from pg_attribute a
                             where a.attrelid = c.oid and a.attname = 'merchant_id'
                               and not a.attisdropped)
            order by 1
            """;

    private static final String BREACHED =
            """
            select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and exists (select from pg_attribute a
                          where a.attrelid = c.oid and a.attname = 'merchant_id'
                            and not a.attisdropped)
              and not (c.relrowsecurity and c.relforcerowsecurity
                       and exists (select from pg_policy p
                                   where p.polrelid = c.oid and p.polname = 'scope'
                                     and p.polcmd = '*' and p.polpermissive
                                     and pg_get_expr(p.polqual, p.polrelid) like '%emdia_merchants(%')
                       and not exists (select from pg_policy p
                                       where p.polrelid = c.oid
                                         and p.polname not in ('scope', 'directory')))
            order by 1
            """;

    private static final String DIRECTORIES =
            "select c.relname from pg_policy p join pg_class c on c.oid = p.polrelid"
                    + " where p.polname = 'directory' order by 1";

    static Walls of(TestDatabase database) {
        return new Walls(database);
    }

    List<String> ofMerchants() {
        return names(TABLES.formatted(""));
    }

    List<String> ofNoMerchant() {
        return names(TABLES.formatted("not"));
    }

    /** Tables of merchants without a whole wall. */
    List<String> breached() {
        return names(BREACHED);
    }

    List<String> directories() {
        return names(DIRECTORIES);
    }

    /** The first column of the first row. */
    String ask(String sql) {
        return names(sql).getFirst();
    }

    /** The same within the scope of one merchant. */
    String ask(String sql, String merchant) {
        return names("select set_config('emdia.merchants', '{" + merchant + "}', false)", sql)
                .getFirst();
    }

    void run(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> names(String... all) {
        try (var connection = connect()) {
            List<String> names = List.of();
            for (var sql : all) {
                names = names(connection, sql);
            }
            return names;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }
}
