package io.emdia.http;

/** A client takes no more of what it asked for; its connection is broken off. */
final class DownloadStalled extends RuntimeException {

    DownloadStalled(String message) {
        super(message, null, false, false);
    }
}
