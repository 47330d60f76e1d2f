package io.emdia.page;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.emdia.ProductClient;

import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Reads the sign-in link where people read it: in what the product prints when it started. */
final class PrintedLink extends AppenderBase<ILoggingEvent> {

    private static final Pattern LINK = Pattern.compile("http://\\S+/sign-in\\?ticket=\\S+");

    private final AtomicReference<URI> link = new AtomicReference<>();

    PrintedLink() {
        var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(logging);
        start();
        logging.getLogger("io.emdia.access").addAppender(this);
    }

    /** As printed, with localhost for a host. */
    URI read() {
        ProductClient.await(() -> link.get() != null);
        return link.get();
    }

    @Override
    protected void append(ILoggingEvent event) {
        var found = LINK.matcher(event.getFormattedMessage());
        if (found.find()) {
            link.set(URI.create(found.group()));
        }
    }
}
