package io.emdia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class KeepsakesTests {

    @TempDir private Path folder;

    @Test
    void aSecretIsTheSameAtEveryStartAndForEveryNameAnother() {
        var first = new Keepsakes(folder.resolve("kept")).secret("one");

        var again = new Keepsakes(folder.resolve("kept"));

        assertThat(again.secret("one")).isEqualTo(first).hasSize(64);
        assertThat(again.secret("other")).isNotEqualTo(first);
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        var secret = new Keepsakes(folder.resolve("kept")).secret("one");

        var permissions = Files.getPosixFilePermissions(folder.resolve("kept"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        assertThat(folder.resolve("kept")).content().contains(secret);
    }

    @Test
    void aPortIsTheSameAtEveryStart() {
        var first = new Ports(new Keepsakes(folder.resolve("ports"))).port("kafka");

        var again = new Ports(new Keepsakes(folder.resolve("ports"))).port("kafka");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aPortThatSomebodyTookIsReplacedForGood() throws IOException {
        var first = new Ports(new Keepsakes(folder.resolve("ports"))).port("kafka");

        try (var _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            var other = new Ports(new Keepsakes(folder.resolve("ports"))).port("kafka");
            var again = new Ports(new Keepsakes(folder.resolve("ports"))).port("kafka");

            assertThat(other).isNotEqualTo(first).isEqualTo(again);
        }
    }
}
