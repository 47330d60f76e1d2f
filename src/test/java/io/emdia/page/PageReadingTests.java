package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The page as it is built into the product. */
class PageReadingTests {

    private static final int WIRE_BYTES_MAX = 500_000;
    private static final String[] FIRST = {
        "views/overview.js", "lib/echarts/dist/echarts.esm.min.js"
    };

    private static final String LIT =
            """
            <script type="importmap">{"imports": {"lit": "{{assets}}/lib/lit/index.js"}}</script>
            """;

    private static Page page;

    @BeforeAll
    static void read() throws Exception {
        page = new PageReading("classpath:static/").read();
    }

    @Test
    void theFirstLoadIsUnderFiveHundredKilobytesCompressed() {
        assertThat(Links.loadedWith(page, FIRST))
                .contains("core/shell.js", "css/base.css", "lib/lit-html/lit-html.js");
        assertThat(bytesOnTheWire(page)).isLessThan(WIRE_BYTES_MAX);
    }

    @Test
    void aPageThatGrewTooLargeIsSeen() {
        var noise = new byte[WIRE_BYTES_MAX];
        new Random(1).nextBytes(noise);

        assertThat(bytesOnTheWire(with("views/overview.js", noise))).isGreaterThan(WIRE_BYTES_MAX);
    }

    @Test
    void everythingThePageAsksForIsServed() {
        assertThat(Links.brokenOf(page)).isEmpty();
    }

    @Test
    void aModuleThatIsNotThereIsSeen() {
        var asking = "import { x } from './gone.js';\nawait import('nowhere');".getBytes(UTF_8);

        assertThat(Links.brokenOf(with("core/a.js", asking)))
                .anyMatch(link -> link.endsWith("/core/gone.js"))
                .contains("core/a.js -> nowhere");
    }

    @Test
    void theLibrariesAreServedWithoutWhatABrowserDoesNotNeed() {
        assertThat(page.assets())
                .containsKeys(
                        "lib/lit/index.js",
                        "lib/lit/directives/repeat.js",
                        "lib/lit-html/lit-html.js",
                        "lib/lit-html/directives/repeat.js",
                        "lib/lit-element/lit-element.js",
                        "lib/reactive-element/reactive-element.js",
                        "lib/echarts/dist/echarts.esm.min.js");
        assertThat(page.assets().keySet())
                .noneMatch(
                        path ->
                                path.matches(
                                        ".*(\\.map|\\.json|\\.ts|/development/|/node/"
                                                + "|/decorators|LICENSE).*"));
    }

    @Test
    void eachFileHasItsType() {
        assertThat(page.assets().values())
                .extracting(file -> file.type().getSubtype())
                .contains("javascript", "css")
                .doesNotContain("octet-stream");
    }

    @Test
    void theVersionChangesWithAnyFile() {
        var once = with("a.js", new byte[] {1});

        assertThat(with("a.js", new byte[] {1}).version()).isEqualTo(once.version());
        assertThat(with("a.js", new byte[] {2}).version()).isNotEqualTo(once.version());
        assertThat(with("b.js", new byte[] {1}).version()).isNotEqualTo(once.version());
    }

    @Test
    void thePolicyNamesTheImportMapAsItWasSent() {
        var made = Page.of(LIT, new byte[0], new TreeMap<>());
        var sent =
                "{\"imports\": {\"lit\": \"/assets/%s/lib/lit/index.js\"}}"
                        .formatted(made.version());

        assertThat(made.policy())
                .contains("script-src 'self' 'sha256-" + ContentDigest.ofScript(sent) + "';")
                .doesNotContain("unsafe");
    }

    @Test
    void aPageWithoutScriptsInItAllowsNone() {
        assertThat(Page.of("<p>", new byte[0], new TreeMap<>()).policy())
                .contains("script-src 'self';");
    }

    private static int bytesOnTheWire(Page page) {
        return page.start().bytesOnTheWire()
                + page.icon().bytesOnTheWire()
                + Links.loadedWith(page, FIRST).stream()
                        .mapToInt(path -> requireNonNull(page.assets().get(path)).bytesOnTheWire())
                        .sum();
    }

    private static Page with(String path, byte[] content) {
        SortedMap<String, PageFile> assets = new TreeMap<>(page.assets());
        assets.put(path, PageFile.of(new MediaType("text", "javascript"), content));
        return Page.of("<p>", new byte[0], assets);
    }
}
