package io.emdia.page;

import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.net.JarURLConnection;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * A library in the browser, as its jar holds it. Only what matches is served: not the builds for
 * development and other runtimes, no source maps, no decorators, which need a compiler.
 */
enum Library {
    LIT("org.mvnpm", "lit", Library.MODULES),
    LIT_HTML("org.mvnpm", "lit-html", Library.MODULES),
    LIT_ELEMENT("org.mvnpm", "lit-element", Library.MODULES),
    REACTIVE_ELEMENT("org.mvnpm.at.lit", "reactive-element", Library.MODULES),
    ECHARTS("org.mvnpm", "echarts", "dist/echarts\\.esm\\.min\\.js");

    private static final String MODULES = "(directives/)?(?!decorators)[a-z-]+\\.js";
    private static final String SERVED_BELOW = "lib/";

    private final String group;
    private final String artifact;
    private final Pattern file;

    Library(String group, String artifact, String files) {
        this.group = group;
        this.artifact = artifact;
        // Whatever version the build took: its jar knows.
        this.file =
                Pattern.compile(
                        "META-INF/resources/_static/" + artifact + "/[^/]+/(?<path>" + files + ")");
    }

    /** Adds its files by the path they are served under. */
    void addTo(SortedMap<String, byte[]> files) throws IOException {
        var before = files.size();
        try (var jar = open()) {
            for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                add(jar, entry, files);
            }
        }
        if (files.size() == before) {
            throw new IOException("nothing of " + artifact + " is in its jar");
        }
    }

    private void add(JarFile jar, JarEntry entry, Map<String, byte[]> files) throws IOException {
        var match = file.matcher(entry.getName());
        if (match.matches()) {
            try (var content = jar.getInputStream(entry)) {
                files.put(
                        SERVED_BELOW + artifact + "/" + match.group("path"),
                        content.readAllBytes());
            }
        }
    }

    /** The jars have no entries for their folders, so that only the jar itself can be listed. */
    private JarFile open() throws IOException {
        var inside = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        var connection = new ClassPathResource(inside).getURL().openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarFile();
        }
        throw new IOException(artifact + " is not a jar");
    }
}
