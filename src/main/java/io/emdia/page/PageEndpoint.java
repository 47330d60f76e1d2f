package io.emdia.page;

import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Hidden;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The page and its files. The page is asked for anew each time, its files never again: their paths
 * change when they do.
 */
@RestController
@Hidden
final class PageEndpoint {

    private static final Duration A_YEAR = Duration.ofDays(365);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(A_YEAR).cachePublic().immutable();

    private final Pages pages;

    PageEndpoint(Pages pages) {
        this.pages = pages;
    }

    @GetMapping({"/", "/index.html"})
    Mono<ResponseEntity<byte[]>> page(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
                    @Nullable String encodings) {
        return pages.loaded().map(page -> answer(page.start(), encodings, askedAnew(page)));
    }

    @GetMapping("/favicon.svg")
    Mono<ResponseEntity<byte[]>> icon(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
                    @Nullable String encodings) {
        return pages.present()
                .map(
                        page ->
                                answer(
                                        page.icon(),
                                        encodings,
                                        ResponseEntity.ok().cacheControl(CacheControl.noCache())));
    }

    /**
     * A page that is open across an upgrade asks for files of the version before. It gets none: a
     * module of today among those of yesterday breaks in ways nobody foresees, while a page that
     * misses one loads itself again.
     */
    @GetMapping("/assets/{version}/{*path}")
    Mono<ResponseEntity<byte[]>> asset(
            @PathVariable String version,
            @PathVariable String path,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
                    @Nullable String encodings) {
        return pages.present()
                .filter(page -> page.version().equals(version))
                .mapNotNull(page -> page.assets().get(below(path)))
                .map(file -> answer(file, encodings, ResponseEntity.ok().cacheControl(FOR_EVER)))
                .switchIfEmpty(Mono.error(PageEndpoint::notOfThisPage));
    }

    /** Spring hands over the rest of a path with its slash, or nothing where there is no rest. */
    private static String below(String rest) {
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    private static BodyBuilder askedAnew(Page page) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", page.policy());
    }

    /** A tag for each encoding, since they are different bytes. */
    private static ResponseEntity<byte[]> answer(
            PageFile file, @Nullable String encodings, BodyBuilder answer) {
        answer.contentType(file.type()).varyBy(HttpHeaders.ACCEPT_ENCODING);
        var zipped = file.zipped();
        return zipped != null && takesGzip(encodings)
                ? answer.eTag(file.tag() + "-gzip")
                        .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .body(zipped)
                : answer.eTag(file.tag()).body(file.plain());
    }

    private static boolean takesGzip(@Nullable String encodings) {
        return encodings != null
                && Stream.of(encodings.split(","))
                        .map(String::strip)
                        .anyMatch(
                                coding ->
                                        coding.matches("(?i)gzip(\\s*;\\s*q=(1|0?\\.0*[1-9]).*)?"));
    }

    private static Problem notOfThisPage() {
        return Problem.notFound("there is no such file in the present version of the page");
    }
}
