package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;
import io.emdia.keys.SealingKey;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

class SealedFactsTests {

    private static final int SEEDS = 50;
    private static final int FACTS = 6;
    private static final EventKey EVENT = new EventKey("m", "c", "e");
    private static final CustomerKey ANA = new CustomerKey("m", "c", "ana");
    private static final CustomerKey RUI = new CustomerKey("m", "c", "rui");

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasToldComesBackMemberByMember(long seed) {
        var facts = facts(new Random(seed));
        var keys = keys(ANA, RUI);

        var stored = SealedFacts.write(EVENT, facts, keys);

        assertThat(stored).doesNotContain("secret");
        assertThat(SealedFacts.read(EVENT, stored, keys)).isEqualTo(facts);
        assertThat(SealedFacts.sealed(EVENT, FactCodec.write(facts), keys))
                .hasSameSizeAs(stored)
                .doesNotContain("secret");
        assertThat(SealedFacts.read(EVENT, SealedFacts.sealed(EVENT, stored, keys), keys))
                .isEqualTo(facts);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withoutTheKeyOnlyTheIdIsLeft(long seed) {
        var facts = facts(new Random(seed));
        var stored = SealedFacts.write(EVENT, facts, keys(ANA, RUI));
        var anonymous = facts.stream().map(SealedFactsTests::anonymous).toList();

        assertThat(FactCodec.read(stored)).isEqualTo(anonymous);
        assertThat(SealedFacts.read(EVENT, stored, keys(ANA, RUI))).isEqualTo(anonymous);
        assertThat(SealedFacts.write(EVENT, facts, PersonKeys.NONE))
                .isEqualTo(FactCodec.write(anonymous));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoSomebodyIsDependsOnNoOrder(long seed) {
        var random = new Random(seed);
        var keys = keys(ANA);
        var told = new ArrayList<Told>();
        var stored = new ArrayList<Told>();
        for (int at = 0; at < FACTS; at++) {
            Fact fact = told(random, "ana");
            var kept = SealedFacts.write(EVENT, List.of(fact), keys);
            var timestamp = Instant.EPOCH.plusSeconds(random.nextInt(3));
            told.add(new Told("e" + at, timestamp, 0, fact));
            var opened = SealedFacts.read(EVENT, kept, keys).getFirst();
            stored.add(new Told("e" + at, timestamp, 0, opened));
        }
        stored.addAll(stored.subList(0, FACTS / 2));
        Collections.shuffle(stored, random);

        assertThat(Person.fold(stored)).isEqualTo(Person.fold(told));
    }

    private static PersonKeys keys(CustomerKey... customers) {
        var keys = new HashMap<CustomerKey, SealingKey>();
        for (var customer : customers) {
            keys.put(customer, SealingKey.fresh());
        }
        return new PersonKeys(Map.copyOf(keys));
    }

    private static List<Fact> facts(Random random) {
        return List.of(told(random, "ana"), new ChargeRestored("ch"), told(random, "rui"));
    }

    private static CustomerTold told(Random random, String id) {
        return new CustomerTold(id, member(random), member(random), member(random), member(random));
    }

    private static Member<String> member(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Member.missing();
            case 1 -> Member.cleared();
            case 2 -> Member.of("");
            default -> Member.of("secret \"sealed\" é " + random.nextInt(10));
        };
    }

    private static Fact anonymous(Fact fact) {
        return fact instanceof CustomerTold told
                ? new CustomerTold(
                        told.customerId(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing())
                : fact;
    }
}
