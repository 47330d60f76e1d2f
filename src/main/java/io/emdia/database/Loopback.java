package io.emdia.database;

import java.util.regex.Pattern;

/** Whether a host is this machine, as it is written: no name is looked up. */
public final class Loopback {

    private static final Pattern WRITTEN =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|(0:){7}1)]?");

    private Loopback() {}

    public static boolean is(String host) {
        return WRITTEN.matcher(host).matches();
    }
}
