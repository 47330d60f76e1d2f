package io.emdia.processing;

import io.emdia.processing.NotAnswered.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/** What one try to look something up came to. */
sealed interface Outcome {

    /** As a metric calls it. */
    String word();

    /** The answer is on the log. */
    record Fetched() implements Outcome {

        @Override
        public String word() {
            return "fetched";
        }
    }

    /** Nobody needs it, and nobody can be asked. */
    record Dropped() implements Outcome {

        @Override
        public String word() {
            return "dropped";
        }
    }

    /**
     * @param reason for a person
     * @param after no sooner than this, where the gateway said so
     */
    record Failed(String word, String reason, @Nullable Duration after) implements Outcome {

        /** The gateway said no, and would say so again. */
        boolean isRefusal() {
            return word.equals(word(Kind.REFUSED));
        }

        private static String word(Kind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        static Failed of(String kind, NotAnswered failure) {
            return new Failed(
                    word(failure.kind()),
                    "the %s cannot be fetched: %s".formatted(kind, failure.reason()),
                    failure.after());
        }
    }

    /** Nobody can be asked until the connection has a token. */
    record WithoutToken() implements Outcome {

        @Override
        public String word() {
            return "without_token";
        }
    }

    /** It was not even tried: this node could not, or leaves the gateway alone. */
    record PutOff() implements Outcome {

        @Override
        public String word() {
            return "put_off";
        }
    }
}
