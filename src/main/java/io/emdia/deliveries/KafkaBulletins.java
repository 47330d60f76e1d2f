package io.emdia.deliveries;

import org.springframework.stereotype.Component;

/** The bulletins on a topic each. */
@Component
final class KafkaBulletins implements Bulletins {

    private final Bulletin connections;
    private final Bulletin marks;

    KafkaBulletins(Clients clients, Topics topics, Asking asking, Appender appender) {
        this.connections =
                new KafkaBulletin(topics.connections(), Start.OLDEST, clients, asking, appender);
        this.marks = new KafkaBulletin(topics.marks(), Start.NEWEST, clients, asking, appender);
    }

    @Override
    public Bulletin connections() {
        return connections;
    }

    @Override
    public Bulletin marks() {
        return marks;
    }

    /** Where a new reader begins. */
    enum Start {
        OLDEST,
        NEWEST
    }
}
