package io.emdia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.StartRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DataFolderTests {

    @TempDir private Path parent;

    @Test
    void refusesASecondInstance() {
        try (var first = DataFolder.open(parent.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(first.path()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("in use by another running Emdia");
        }
    }

    @Test
    void isFreeAgainOnceClosed() {
        DataFolder.open(parent.resolve("data")).close();

        try (var second = DataFolder.open(parent.resolve("data"))) {
            assertThat(second.path()).isDirectory();
        }
    }

    @Test
    void refusesAPathThatIsAFile() throws IOException {
        var file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("EMDIA_DATA_DIR");
    }
}
