package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every source is as google-java-format (AOSP) writes it, imports in order and none unused. With
 * {@code -Demdia.format=write} the sources are rewritten instead.
 */
class CodeIsFormattedTests {

    private static final String MEND =
            "mend with: ./mvnw test -Dtest=CodeIsFormattedTests -Demdia.format=write";

    @Test
    void everySourceIsFormatted() throws Exception {
        var sources = Product.sources(Product.SOURCES);
        assertThat(sources).isNotEmpty();

        if ("write".equals(System.getProperty("emdia.format"))) {
            assertThat(format(sources, "--replace")).isEmpty();
        }
        assertThat(unformatted(sources)).as(MEND).isEmpty();
    }

    @Test
    void findsWhatIsNotFormatted(@TempDir Path folder) throws Exception {
        var indented = source(folder, "Indented.java", "class Indented {\n  int two;\n}\n");
        var importing = source(folder, "A.java", "import java.util.List;\n\nclass A {}\n");
        var formatted = source(folder, "Formatted.java", "class Formatted {\n    int four;\n}\n");

        assertThat(unformatted(List.of(indented, importing, formatted)))
                .containsExactlyInAnyOrder(indented.toString(), importing.toString());
    }

    private static List<String> unformatted(List<Path> sources) throws Exception {
        return format(sources, "--dry-run").lines().toList();
    }

    private static String format(List<Path> sources, String mode) throws Exception {
        var told = new StringWriter();
        var out = new PrintWriter(told);
        var options = Stream.of("--aosp", mode);
        var arguments = Stream.concat(options, sources.stream().map(Path::toString));
        new Main(out, out, InputStream.nullInputStream()).format(arguments.toArray(String[]::new));
        return told.toString();
    }

    private static Path source(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
