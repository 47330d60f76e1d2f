package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What it costs to fold one charge from its facts, and to work out its steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldBenchmark {

    private final Rules rules =
            new Rules(
                    "bench",
                    ZoneId.of("America/Sao_Paulo"),
                    Calendars.builtIn().named("BR").orElseThrow(),
                    Merchant.MrrStart.STARTED);
    private final ChargeKey key = new ChargeKey("m", "c", "ch_1");
    private final List<Told> told =
            FactCodec.read(
                            """
                            [{"type":"charge.upserted","charge_id":"ch_1","customer_id":"cus_1",
                              "amount":10000,"currency":"BRL","method":"boleto",
                              "issued_on":"2026-05-01","due_on":"2026-05-10"},
                             {"type":"payment.succeeded","charge_id":"ch_1","payment_id":"p1",
                              "amount":6000,"paid_on":"2026-05-14"},
                             {"type":"payment.succeeded","charge_id":"ch_1","payment_id":"p2",
                              "amount":4000,"paid_on":"2026-05-20"}]
                            """)
                    .stream()
                    .map(fact -> new Told("evt", Instant.EPOCH, 0, fact))
                    .toList();

    @Benchmark
    public @Nullable Charge foldOneChargeOfThreeFacts() {
        return ChargeFold.fold(key, told, List.of(), Set.of(), rules);
    }
}
