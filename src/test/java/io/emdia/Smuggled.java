package io.emdia;

import java.util.List;

/**
 * A request whose end two servers could see in different places, with another one behind it that
 * must not be answered.
 */
record Smuggled(String name, String request) {

    private static final String HIDDEN =
            "GET /actuator/health/liveness HTTP/1.1\r\nHost: h\r\nX-Hidden: yes\r\n\r\n";
    private static final String LENGTH = "Content-Length: ";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String END = "0\r\n\r\n";

    static List<Smuggled> all(String connection) {
        var post = "POST /webhooks/" + connection + " HTTP/1.1\r\nHost: h\r\n";
        var refused = "x".repeat(100) + HIDDEN;
        return List.of(
                of("CL.TE", post + LENGTH + "5\r\n" + CHUNKED, END + HIDDEN),
                of("TE.CL", post + CHUNKED + LENGTH + "5\r\n", "0\r\n\r\n" + HIDDEN),
                of("two lengths", post + LENGTH + "0\r\n" + LENGTH + "90\r\n", HIDDEN),
                of("two equal lengths", post + LENGTH + "0\r\n" + LENGTH + "0\r\n", HIDDEN),
                of("a list of lengths", post + LENGTH + "0, 90\r\n", HIDDEN),
                of("a signed length", post + LENGTH + "+0\r\n", HIDDEN),
                of("a negative length", post + LENGTH + "-1\r\n", HIDDEN),
                of("a length that is none", post + LENGTH + "0x0\r\n", HIDDEN),
                of("TE unknown", post + "Transfer-Encoding: xchunked\r\n", END + HIDDEN),
                of("TE not last", post + "Transfer-Encoding: chunked, x\r\n", END + HIDDEN),
                of("TE twice", post + CHUNKED + "Transfer-Encoding: x\r\n", END + HIDDEN),
                of("TE identity", post + "Transfer-Encoding: identity\r\n", END + HIDDEN),
                of("TE with a tab", post + "Transfer-Encoding:\tchunked\u000b\r\n", END + HIDDEN),
                of(
                        "TE with a space before",
                        post + "Transfer-Encoding : chunked\r\n",
                        END + HIDDEN),
                of("TE folded", post + "Transfer-Encoding:\r\n chunked\r\n", END + HIDDEN),
                of("a name with a space", post + "X A: b\r\n" + LENGTH + "0\r\n", HIDDEN),
                of("a null", post + "X-A: b\u0000c\r\n" + LENGTH + "0\r\n", HIDDEN),
                of("a bare return", post + "X-A: b\rX-B: c\r\n" + LENGTH + "0\r\n", HIDDEN),
                of("bare feeds", post.replace("\r\n", "\n") + LENGTH + "0\n", HIDDEN),
                of("a chunk too large", post + CHUNKED, "ffffffffffffffff1\r\nx\r\n" + HIDDEN),
                of("a negative chunk", post + CHUNKED, "-1\r\nx\r\n" + HIDDEN),
                of("a chunk that is none", post + CHUNKED, "0x1\r\nx\r\n" + END + HIDDEN),
                of("a chunk without end", post + CHUNKED, "1\r\nxyz" + END + HIDDEN),
                of("1.0 with chunks", old(post) + CHUNKED, END + HIDDEN),
                of("behind a refused body", post + LENGTH + "99999999\r\n", refused));
    }

    /** What is unusual and means one thing only. */
    static List<Smuggled> harmless() {
        var path = "/actuator/health/liveness";
        return List.of(
                of("absolute", "GET http://elsewhere.test" + path + " HTTP/1.1\r\nHost: h\r\n", ""),
                of("folded", "GET " + path + " HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n", ""),
                of("1.0", "GET " + path + " HTTP/1.0\r\n", ""),
                of("1.0 kept", "GET " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n", ""),
                of("two", HIDDEN + "GET " + path + " HTTP/1.1\r\nHost: h\r\n", ""));
    }

    private static String old(String post) {
        return post.replace("HTTP/1.1", "HTTP/1.0");
    }

    private static Smuggled of(String name, String head, String body) {
        return new Smuggled(name, head + "\r\n" + body);
    }
}
