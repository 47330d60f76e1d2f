package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.http.Problem;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

class PageEndpointTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ECHARTS = "lib/echarts/dist/echarts.esm.min.js";

    private static WebTestClient client;
    private static String version;

    @BeforeAll
    static void start() {
        var pages = new Pages(new PageSettings(null));
        client = client(pages);
        version = version(pages);
    }

    @Test
    void thePageIsAskedForAnewEachTimeAndNamesItsVersion() {
        var page = get("/", "identity");

        assertThat(page.getResponseHeaders().getCacheControl()).isEqualTo("no-cache");
        assertThat(page.getResponseHeaders().getContentType())
                .hasToString("text/html;charset=UTF-8");
        assertThat(page.getResponseHeaders().getFirst("Content-Security-Policy"))
                .contains("script-src 'self'", "frame-ancestors 'none'");
        assertThat(body(page)).asString().contains("/assets/" + version).doesNotContain("{{");
        assertThat(get("/index.html", "identity").getResponseBody()).isEqualTo(body(page));
    }

    @Test
    void aFileIsKeptForEver() {
        var file = get("/assets/" + version + "/" + ECHARTS, "identity");

        assertThat(file.getResponseHeaders().getCacheControl())
                .isEqualTo("max-age=31536000, public, immutable");
        assertThat(file.getResponseHeaders().getContentType())
                .hasToString("text/javascript;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "gzip, deflate, br, zstd", "GZIP;q=0.5", "br;q=1.0, gzip;q=0.8"})
    void whoTakesCompressedFilesGetsThem(String encodings) throws Exception {
        var path = "/assets/" + version + "/" + ECHARTS;
        var plain = get(path, "identity");
        var zipped = get(path, encodings);

        assertThat(zipped.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))
                .isEqualTo("gzip");
        assertThat(zipped.getResponseHeaders().getVary()).containsExactly("Accept-Encoding");
        assertThat(plain.getResponseHeaders().getVary()).containsExactly("Accept-Encoding");
        assertThat(zipped.getResponseHeaders().getETag())
                .isNotEqualTo(plain.getResponseHeaders().getETag());
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body(zipped))).readAllBytes())
                .isEqualTo(body(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"})
    void whoTakesNoneGetsNone(String encodings) {
        assertThat(get("/", encodings).getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING))
                .isNull();
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        var tag = get("/", "gzip").getResponseHeaders().getETag();

        client.get()
                .uri("/")
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                .ifNoneMatch(String.valueOf(tag))
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, String.valueOf(tag))
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/0000000000000000/" + ECHARTS,
                "/assets/{version}/",
                "/assets/{version}",
                "/assets/{version}/index.html",
                "/assets/{version}/../index.html",
                "/assets/{version}/%2e%2e/%2e%2e/application.yaml",
                "/assets/{version}/..%2f..%2fapplication.yaml",
                "/assets/{version}/lib/lit/package.json",
                "/assets/{version}/lib/lit/index.js.map",
                "/assets/{version}/lib/lit-html/node/lit-html.js",
                "/assets/{version}/lib/lit-html/development/lit-html.js",
                "/assets/{version}/lib/echarts/index.js",
                "/assets/page.js",
            })
    void nothingElseIsServed(String path) {
        client.get()
                .uri(java.net.URI.create(path.replace("{version}", version)))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .value(HttpHeaders.CACHE_CONTROL, kept -> assertThat(kept).isNull());
    }

    @Test
    void aPageThatIsWorkedOnIsReadAtEachLoad(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("assets/core"));
        Files.writeString(folder.resolve("index.html"), "<link href=\"{{assets}}/core/a.js\">");
        Files.writeString(folder.resolve("favicon.svg"), "<svg/>");
        Files.writeString(folder.resolve("assets/core/a.js"), "1");
        var pages = new Pages(new PageSettings(folder));
        var working = client(pages);
        var before = version(pages);

        Files.writeString(folder.resolve("assets/core/a.js"), "2");

        working.get().uri("/assets/" + before + "/core/a.js").exchange().expectStatus().isOk();
        var page = working.get().uri("/").exchange().expectBody(String.class).returnResult();
        assertThat(page.getResponseBody()).contains(version(pages)).doesNotContain(before);
        working.get()
                .uri("/assets/" + version(pages) + "/core/a.js")
                .exchange()
                .expectBody(String.class)
                .isEqualTo("2");
    }

    /** Stands where problems become answers. */
    @RestControllerAdvice
    static final class Refusals {

        @ExceptionHandler
        ResponseEntity<Void> refused(Problem problem) {
            return ResponseEntity.status(problem.status()).build();
        }
    }

    private static WebTestClient client(Pages pages) {
        return WebTestClient.bindToController(new PageEndpoint(pages))
                .controllerAdvice(new Refusals())
                .configureClient()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4_000_000))
                .responseTimeout(PATIENCE)
                .build();
    }

    private static String version(Pages pages) {
        return Objects.requireNonNull(pages.present().block(PATIENCE)).version();
    }

    private static EntityExchangeResult<byte[]> get(String path, String encodings) {
        return client.get()
                .uri(path)
                .header(HttpHeaders.ACCEPT_ENCODING, encodings)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }

    private static byte[] body(EntityExchangeResult<byte[]> result) {
        return Objects.requireNonNull(result.getResponseBody());
    }
}
