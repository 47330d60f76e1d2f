package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.SourceLengths.Source;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sources stay short enough to be read at one sitting, and promise nothing for later. */
class SourceSizeTests {

    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;
    private static final int LAMBDA_LINES_MAX = 6;
    private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    @Test
    void everySourceIsShort() throws IOException {
        var sources = Product.sources(Product.SOURCES);
        assertThat(sources).hasSizeGreaterThan(30);

        var texts = sources.stream().map(path -> Source.of(path)).toList();
        assertThat(tooLong(texts)).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        var later =
                Product.sources(Product.SOURCES).stream()
                        .filter(path -> LATER.matcher(Product.text(path)).find());
        assertThat(later).isEmpty();
        assertThat(LATER.matcher("// TO" + "DO: finish").find()).isTrue();
    }

    @Test
    void findsALongFile() throws IOException {
        assertThat(tooLong(planted("class A {\n" + "\n".repeat(FILE_LINES_MAX) + "}\n")))
                .containsExactly("A.java:1: file of 302 lines");
    }

    @Test
    void findsALongMethod() throws IOException {
        var statements = "int a;\n".repeat(METHOD_LINES_MAX);

        assertThat(tooLong(planted("class A {\nvoid b() {\n" + statements + "}\n}\n")))
                .containsExactly("A.java:2: method of 42 lines");
        assertThat(tooLong(planted("class A {\nA() {\n" + statements + "}\n}\n")))
                .containsExactly("A.java:2: method of 42 lines");
    }

    @Test
    void findsALongLambda() throws IOException {
        var body = "{\n" + "int a;\n".repeat(LAMBDA_LINES_MAX - 1) + "};\n";

        assertThat(tooLong(planted("class A {\nRunnable b = () ->\n" + body + "}\n")))
                .containsExactly("A.java:3: lambda of 7 lines");
    }

    private static List<String> tooLong(List<Source> sources) throws IOException {
        var found = new ArrayList<String>();
        for (var length : SourceLengths.of(sources)) {
            if (length.lines() > max(length.kind())) {
                found.add(length.toString());
            }
        }
        return found;
    }

    private static int max(SourceLengths.Kind kind) {
        return switch (kind) {
            case FILE -> FILE_LINES_MAX;
            case METHOD -> METHOD_LINES_MAX;
            case LAMBDA -> LAMBDA_LINES_MAX;
        };
    }

    private static List<Source> planted(String text) {
        return List.of(new Source("A.java", text));
    }
}
