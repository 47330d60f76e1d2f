package io.emdia.embedded;

/** How one role reaches one database of the embedded PostgreSQL. */
record PostgresLogin(int port, String database, String user, String password) {

    static final String HOST = "127.0.0.1";

    String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    PostgresLogin to(String otherDatabase) {
        return new PostgresLogin(port, otherDatabase, user, password);
    }

    @Override
    public String toString() {
        return user + "@" + jdbcUrl();
    }
}
