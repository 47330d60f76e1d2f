package io.emdia.bench;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Delivered;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Scheme;
import io.emdia.gateways.Schemes;
import io.emdia.gateways.Verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Whether the time a gateway's judge takes tells a good proof from a bad one: Welch's t between the
 * two, over interleaved pairs, for a bad proof that differs in its first character and for one that
 * differs in its last. What the slowest twentieth of all took is left out of both: it is the
 * machine's. Proofs by published keys hold no secret, and are left out. {@code -Demdia.scheme=…}
 * measures one gateway's alone.
 */
final class VerifierBench {

    private static final int PAIRS = 20_000;
    private static final int WARM_UPS = 100_000;
    private static final int DELIVERIES = 64;
    private static final int RUNS = 3;
    private static final double T_MAX = 4.5;
    private static final double KEPT = 0.95;
    private static final long SEED = 11;

    private VerifierBench() {}

    static List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        for (var scheme : Schemes.all().stream().filter(VerifierBench::isMeasured).toList()) {
            for (var spoiled : Spoiled.values()) {
                new Comparison(scheme, spoiled, SEED).warmUp();
            }
            for (var spoiled : Spoiled.values()) {
                figures.add(figure(scheme, spoiled));
                System.out.println(figures.getLast());
            }
        }
        return figures;
    }

    /** What is wrong with a proof; nothing shows what the measurement itself would find. */
    private enum Spoiled {
        NOTHING,
        FIRST,
        LAST
    }

    private static Figure figure(Scheme scheme, Spoiled spoiled) {
        var runs = new ArrayList<Double>();
        for (var run = 0; run < RUNS; run++) {
            runs.add(Math.abs(new Comparison(scheme, spoiled, SEED + run).t()));
        }
        var name =
                "|t| of %s, %s character wrong"
                        .formatted(scheme, spoiled.name().toLowerCase(Locale.ROOT));
        var figure = Figure.of(name, "", runs);
        return spoiled != Spoiled.NOTHING ? figure.under(T_MAX) : figure;
    }

    private static boolean isMeasured(Scheme scheme) {
        return scheme.gateway().startsWith(System.getProperty("emdia.scheme", ""))
                && !scheme.way().equals("RS256")
                && !scheme.way().equals("Ed25519");
    }

    /**
     * One process of its own of judging, good and bad in turn, which first being left to chance.
     */
    private static final class Comparison {

        private final Gateway judge;
        private final Random random;
        private final Spoiled spoiled;
        private final Delivered[] good = new Delivered[DELIVERIES];
        private final Delivered[] bad = new Delivered[DELIVERIES];
        private int believed;

        Comparison(Scheme scheme, Spoiled spoiled, long seed) {
            judge = Objects.requireNonNull(Schemes.GATEWAYS.get(scheme.gateway()));
            random = new Random(seed);
            this.spoiled = spoiled;
            for (var index = 0; index < DELIVERIES; index++) {
                good[index] = scheme.genuine().apply(index);
                bad[index] = spoil(scheme, scheme.genuine().apply(index), spoiled);
            }
        }

        /** The proof's own first or last character, whatever stands around it. */
        private static Delivered spoil(Scheme scheme, Delivered genuine, Spoiled spoiled) {
            if (spoiled == Spoiled.NOTHING) {
                return genuine;
            }
            if (scheme.way().equals("login")) {
                return scheme.proof().with(genuine, List.of(otherLogin(spoiled)));
            }
            var proof = scheme.proof().values(genuine).getFirst();
            var start = 1 + Math.max(proof.lastIndexOf(','), proof.lastIndexOf(' '));
            var named = proof.indexOf("v1=", start);
            var first = named < 0 ? start : named + "v1=".length();
            var end = proof.length() - 1;
            while (proof.charAt(end) == '=') {
                end--;
            }
            var at = spoiled == Spoiled.FIRST ? first : end - 1;
            var changed = new StringBuilder(proof);
            changed.setCharAt(at, proof.charAt(at) == 'a' ? 'b' : 'a');
            return scheme.proof().with(genuine, List.of(changed.toString()));
        }

        /** Not a character of its encoding, which would change several. */
        private static String otherLogin(Spoiled spoiled) {
            var login = spoiled == Spoiled.FIRST ? "Hook-user" : "hook-user";
            var password = spoiled == Spoiled.LAST ? "hook-pass-0002" : "hook-pass-0001";
            var bytes = (login + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(bytes);
        }

        /** Whoever has judged only good ones is compiled anew at the first bad ones. */
        void warmUp() {
            measure(WARM_UPS, new long[WARM_UPS], new long[WARM_UPS]);
        }

        double t() {
            warmUp();
            var goods = new long[PAIRS];
            var bads = new long[PAIRS];
            believed = 0;
            measure(PAIRS, goods, bads);
            if (believed != (spoiled == Spoiled.NOTHING ? 2 * PAIRS : PAIRS)) {
                throw new IllegalStateException(believed + " of " + PAIRS + " were believed");
            }
            var limit = limit(goods, bads);
            return t(upTo(goods, limit), upTo(bads, limit));
        }

        private void measure(int pairs, long[] goods, long[] bads) {
            for (var pair = 0; pair < pairs; pair++) {
                var index = random.nextInt(DELIVERIES);
                var goodIsFirst = random.nextBoolean();
                var first = copy(goodIsFirst ? good[index] : bad[index]);
                var second = copy(goodIsFirst ? bad[index] : good[index]);
                var firstTook = nanos(first);
                var secondTook = nanos(second);
                goods[pair] = goodIsFirst ? firstTook : secondTook;
                bads[pair] = goodIsFirst ? secondTook : firstTook;
            }
        }

        /** Where in memory a delivery stands must not tell which kind it is. */
        private static Delivered copy(Delivered delivered) {
            var arrival =
                    new Arrival(
                            copy(delivered.headers()),
                            copy(delivered.query()),
                            delivered.body().clone());
            return new Delivered(arrival, delivered.trust(), delivered.at());
        }

        private static Map<String, List<String>> copy(Map<String, List<String>> all) {
            var copy = new HashMap<String, List<String>>();
            all.forEach((name, values) -> copy.put(name, List.of(copy(values.getFirst()))));
            return copy;
        }

        private static String copy(String text) {
            return String.valueOf(text.toCharArray());
        }

        private long nanos(Delivered delivered) {
            var start = System.nanoTime();
            var verdict =
                    judge.authenticate(delivered.arrival(), delivered.trust(), delivered.at());
            var end = System.nanoTime();
            believed += verdict instanceof Verdict.Authentic ? 1 : 0;
            return end - start;
        }

        private static long limit(long[] goods, long[] bads) {
            var all = Arrays.copyOf(goods, goods.length + bads.length);
            System.arraycopy(bads, 0, all, goods.length, bads.length);
            Arrays.sort(all);
            return all[(int) (all.length * KEPT)];
        }

        private static double[] upTo(long[] nanos, long limit) {
            return Arrays.stream(nanos).filter(one -> one <= limit).asDoubleStream().toArray();
        }

        private static double t(double[] ones, double[] others) {
            var mean = mean(ones);
            var otherMean = mean(others);
            var error = variance(ones, mean) / ones.length;
            return (mean - otherMean)
                    / Math.sqrt(error + variance(others, otherMean) / others.length);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        private static double variance(double[] values, double mean) {
            return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
                    / (values.length - 1);
        }
    }
}
