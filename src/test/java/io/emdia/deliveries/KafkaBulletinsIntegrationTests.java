package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.Disposable;
import reactor.core.Disposables;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class KafkaBulletinsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaLog kafka = KafkaLog.open();
    private final Disposable.Composite readers = Disposables.composite();

    @AfterEach
    void close() {
        readers.dispose();
        kafka.close();
    }

    @Test
    void aNewReaderOfConnectionsHearsWhatWasPostedBeforeAndWithdrawnSince() {
        var connections = kafka.bulletins().connections();
        post(connections, "c1", "one");
        post(connections, "c2", "two");
        post(connections, "c1", null);

        var heard = listen(connections);
        connections.caughtUp().block(PATIENCE);

        assertThat(heard).containsExactly("c1=one", "c2=two", "c1=null");
    }

    @Test
    void aReaderOfMarksHearsOnlyWhatComesAfterIt() {
        var marks = kafka.bulletins().marks();
        post(marks, "old", null);
        var heard = listen(marks);
        marks.caughtUp().block(PATIENCE);

        post(marks, "new", null);

        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("new=null");
    }

    @Test
    void everyNodeHearsEveryMarkTheSenderIncluded() {
        try (var other = kafka.another()) {
            var here = listen(kafka.bulletins().marks());
            var there = listen(other.bulletins().marks());
            kafka.bulletins().marks().caughtUp().block(PATIENCE);
            other.bulletins().marks().caughtUp().block(PATIENCE);

            post(other.bulletins().marks(), "acme", null);

            await().atMost(PATIENCE).until(() -> here.size() == 1 && there.size() == 1);
            assertThat(here).containsExactly("acme=null").isEqualTo(there);
        }
    }

    @Test
    void caughtUpOfAnEmptyBulletinCompletes() {
        var connections = kafka.bulletins().connections();
        var heard = listen(connections);

        connections.caughtUp().block(PATIENCE);

        assertThat(heard).isEmpty();
    }

    private List<String> listen(Bulletin bulletin) {
        var heard = new CopyOnWriteArrayList<String>();
        readers.add(bulletin.notes().subscribe(note -> heard.add(text(note))));
        return heard;
    }

    private static String text(Bulletin.Note note) {
        var value = note.value();
        return note.key()
                + "="
                + (value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    private static void post(Bulletin bulletin, String key, @Nullable String value) {
        var bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        bulletin.post(key, bytes).block(PATIENCE);
    }
}
