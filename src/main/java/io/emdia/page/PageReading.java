package io.emdia.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the page and its libraries, and compresses them. Takes a moment and blocks. */
final class PageReading {

    private static final String ASSETS = "assets/";

    /** What is of no such type is not served. */
    private static final Map<String, MediaType> TYPES =
            Map.of(
                    "js",
                    new MediaType("text", "javascript", UTF_8),
                    "css",
                    new MediaType("text", "css", UTF_8),
                    "svg",
                    MediaType.valueOf("image/svg+xml"),
                    "png",
                    MediaType.IMAGE_PNG,
                    "woff2",
                    MediaType.valueOf("font/woff2"),
                    "webmanifest",
                    MediaType.valueOf("application/manifest+json"));

    private final PathMatchingResourcePatternResolver resolver =
            new PathMatchingResourcePatternResolver();
    private final String root;

    /**
     * @param root a location of the page's files as Spring writes it, ending with a slash
     */
    PageReading(String root) {
        this.root = root;
    }

    Page read() throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (var library : Library.values()) {
            library.addTo(files);
        }
        addOwn(files);
        return Page.of(
                new String(content("index.html"), UTF_8), content("favicon.svg"), prepared(files));
    }

    private void addOwn(SortedMap<String, byte[]> files) throws IOException {
        var base = resolver.getResource(root + ASSETS).getURL().toString();
        for (var file : resolver.getResources(root + ASSETS + "**/*.*")) {
            files.put(file.getURL().toString().substring(base.length()), content(file));
        }
    }

    private static SortedMap<String, PageFile> prepared(SortedMap<String, byte[]> files) {
        var prepared = new TreeMap<String, PageFile>();
        files.forEach(
                (path, content) -> {
                    var type = TYPES.get(StringUtils.getFilenameExtension(path));
                    if (type != null) {
                        prepared.put(path, PageFile.of(type, content));
                    }
                });
        return prepared;
    }

    private byte[] content(String path) throws IOException {
        return content(resolver.getResource(root + path));
    }

    private static byte[] content(Resource file) throws IOException {
        try (var content = file.getInputStream()) {
            return content.readAllBytes();
        }
    }
}
