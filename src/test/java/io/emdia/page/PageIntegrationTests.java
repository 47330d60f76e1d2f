package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.RunningProduct;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** The page behind everything the product puts around it. */
class PageIntegrationTests {

    private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+\\.(?:js|css))\"");

    private static RunningProduct product;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        product.close();
    }

    @Test
    void thePageAndWhatItNamesAreServedToAnybody() throws Exception {
        var page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .isEqualTo(product.bean(Pages.class).present().map(Page::policy).block());
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        var named = ASSET.matcher(page.body()).results().map(match -> match.group(1)).toList();
        assertThat(named).isNotEmpty();
        for (var asset : named) {
            assertThat(header(get(asset), "Cache-Control"))
                    .as(asset)
                    .isEqualTo("max-age=31536000, public, immutable");
        }
        assertThat(get("/favicon.svg").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/page.js",
                "/assets/application.yaml",
                "/assets/x/db/migration/V100__merchants.sql",
                "/_static/lit/3.3.1/index.js",
                "/favicon.ico",
                "/index.htm"
            })
    void noOtherFileOfTheProductIsServed(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(product.at(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
