package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The jar says what it is made of, in CycloneDX, and says it right. */
class BillOfMaterialsIntegrationTests {

    private static final String BILL = "META-INF/sbom/application.cdx.json";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Spring Boot's own: which of its modules does what; made by its plugin, published nowhere. */
    private static final String TOOLS = "spring-boot-jarmode-tools";

    @Test
    void everyLibraryInTheJarIsListedWithItsDigest() throws IOException {
        try (var jar = new JarFile(Objects.requireNonNull(System.getProperty("emdia.jar")))) {
            var listed = digests(bill(jar));
            var inside =
                    jar.stream()
                            .filter(entry -> entry.getName().startsWith(LIBRARIES))
                            .filter(entry -> entry.getName().endsWith(".jar"))
                            .filter(entry -> !entry.getName().contains(TOOLS))
                            .collect(
                                    Collectors.toMap(
                                            JarEntry::getName, entry -> digest(jar, entry)));

            assertThat(inside).hasSizeGreaterThan(100);
            assertThat(inside).allSatisfy((name, digest) -> assertThat(listed).contains(digest));
        }
    }

    @Test
    void everyLibrarySaysItsLicence() throws IOException {
        try (var jar = new JarFile(Objects.requireNonNull(System.getProperty("emdia.jar")))) {
            var without = new TreeSet<String>();
            for (var component : bill(jar).path("components")) {
                if (component.path("licenses").isEmpty()) {
                    without.add(component.path("name").asString());
                }
            }

            assertThat(without).isEmpty();
        }
    }

    private static JsonNode bill(JarFile jar) throws IOException {
        try (var written = jar.getInputStream(jar.getEntry(BILL))) {
            var bill = JsonMapper.shared().readTree(written);
            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            return bill;
        }
    }

    private static Set<String> digests(JsonNode bill) {
        var digests = new TreeSet<String>();
        for (var component : bill.path("components")) {
            for (var hash : component.path("hashes")) {
                if (hash.path("alg").asString().equals("SHA-256")) {
                    digests.add(hash.path("content").asString());
                }
            }
        }
        return digests;
    }

    private static String digest(JarFile jar, JarEntry entry) {
        try (InputStream bytes = jar.getInputStream(entry)) {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes());
            return HexFormat.of().formatHex(sha256);
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new IllegalStateException("cannot read " + entry.getName(), failure);
        }
    }
}
