package io.emdia;

import io.emdia.embedded.TestServers;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The whole product in this process on a free port with real servers. */
public final class RunningProduct extends ProductClient implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningProduct(ConfigurableApplicationContext context) {
        super(address(context));
        this.context = context;
    }

    private static URI address(ConfigurableApplicationContext context) {
        var port = context.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port);
    }

    public static RunningProduct start(Class<?>... more) {
        return start(Map.of(), more);
    }

    /** With settings besides. */
    public static RunningProduct start(Map<String, String> settings, Class<?>... more) {
        var arguments = new ArrayList<String>();
        var all = new LinkedHashMap<>(TestServers.springProperties());
        all.put("server.port", "0");
        all.put("emdia.admin-token", ADMINISTRATOR);
        all.put("emdia.data-dir", folder().toString());
        all.putAll(settings);
        all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        var application = new SpringApplicationBuilder(EmdiaApplication.class).sources(more);
        return new RunningProduct(application.run(arguments.toArray(String[]::new)));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("emdia-product");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A plain socket, for what a client library would not do. */
    KeptAlive connect() throws IOException {
        return new KeptAlive(at("/"));
    }

    @Override
    public void close() {
        context.close();
    }
}
