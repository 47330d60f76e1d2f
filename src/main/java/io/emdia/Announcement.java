package io.emdia;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Says when the product is ready, after how long, and on which port. */
@Component
final class Announcement implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof ReactiveWebServerApplicationContext web) {
            announce(web.getWebServer(), event.getTimeTaken());
        }
    }

    private static void announce(@Nullable WebServer server, @Nullable Duration taken) {
        if (server != null && taken != null) {
            log.info("Emdia is ready on port {} after {} s", server.getPort(), seconds(taken));
        }
    }

    private static String seconds(Duration taken) {
        return taken.toMillis() / 1_000 + "." + taken.toMillis() % 1_000 / 100;
    }
}
