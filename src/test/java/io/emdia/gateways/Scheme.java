package io.emdia.gateways;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One way in which a gateway proves that a delivery is its own.
 *
 * @param gateway its registered name
 * @param way of proving, where the gateway has several
 * @param genuine makes an authentic delivery, another one for each number
 * @param proof where the proof stands
 * @param covered other headers and parameters that the proof covers
 * @param coversBody whether a changed body is a forgery
 * @param windowSeconds after which a proof is stale; 0 where proofs have no time
 * @param refusesFuture whether a proof from the future is refused too
 * @param meaning what a delivery claims and proves: two of one meaning are the same delivery,
 *     written differently
 */
public record Scheme(
        String gateway,
        String way,
        LongFunction<Delivered> genuine,
        Place proof,
        List<Place> covered,
        boolean coversBody,
        long windowSeconds,
        boolean refusesFuture,
        Function<Delivered, Object> meaning) {

    /** Where something stands in a request. */
    public sealed interface Place {

        List<String> values(Delivered delivered);

        Delivered with(Delivered delivered, List<String> values);

        record Header(String name) implements Place {

            @Override
            public List<String> values(Delivered delivered) {
                return delivered.headers().getOrDefault(name, List.of());
            }

            @Override
            public Delivered with(Delivered delivered, List<String> values) {
                return delivered.withHeader(name, values.isEmpty() ? null : values);
            }
        }

        record Parameter(String name) implements Place {

            @Override
            public List<String> values(Delivered delivered) {
                return delivered.query().getOrDefault(name, List.of());
            }

            @Override
            public Delivered with(Delivered delivered, List<String> values) {
                return delivered.withQuery(name, values.isEmpty() ? null : values);
            }
        }

        /** The one string of the body behind a member's name. */
        record Member(String name) implements Place {

            @Override
            public List<String> values(Delivered delivered) {
                var body = Forger.text(delivered.body());
                var from = body.indexOf(mark());
                if (from < 0) {
                    return List.of();
                }
                var start = from + mark().length();
                var end = body.indexOf('"', start);
                return end < 0 ? List.of() : List.of(body.substring(start, end));
            }

            @Override
            public Delivered with(Delivered delivered, List<String> values) {
                var body = Forger.text(delivered.body());
                var old = mark() + values(delivered).getFirst() + "\"";
                var told = values.isEmpty() ? "\"other\":\"\"" : mark() + values.getFirst() + "\"";
                return delivered.withBody(Forger.bytes(body.replace(old, told)));
            }

            private String mark() {
                return "\"" + name + "\":\"";
            }
        }
    }

    @Override
    public String toString() {
        return way.isEmpty() ? gateway : gateway + ", " + way;
    }
}
