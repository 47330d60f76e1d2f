package io.emdia.demo;

import io.emdia.demo.Scene.Turn;
import io.emdia.facts.Method;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What goes on happening at one gateway, months of it in minutes: charges fall due, are paid, late
 * or never, declined, refunded, disputed. Remembers a bounded number of charges. One thread at a
 * time.
 */
final class Street {

    /**
     * Open charges it remembers; as many as this and one must be paid. Few beside a company's own,
     * so that its figures move without running away.
     */
    private static final int OPEN_MAX = 16;

    private static final int PAID_MAX = 60;
    private static final int ISSUED_BEFORE_DAYS = 8;

    /** More charges than one run makes. */
    private static final long CHARGES_PER_RUN = 100_000;

    private final List<Subscriber> subscribers;
    private final Set<Method> methods;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Random random;
    private final long run;
    private final List<Sale> open = new ArrayList<>();
    private final Deque<Sale> paid = new ArrayDeque<>();
    private int number;

    /**
     * @param methods how customers can pay here
     * @param run tells the ids of one start from those of another
     */
    Street(
            List<Subscriber> subscribers,
            Set<Method> methods,
            InstantSource clock,
            ZoneId zone,
            long run) {
        this.subscribers = subscribers;
        this.methods = methods;
        this.clock = clock;
        this.zone = zone;
        this.run = run;
        this.random = new Random(run);
    }

    Scene next() {
        var dice = random.nextInt(100);
        if (open.size() < OPEN_MAX / 4 || (dice < 45 && open.size() < OPEN_MAX)) {
            return issue();
        }
        if (dice < 88 || paid.isEmpty()) {
            return collect(open.remove(random.nextInt(open.size())));
        }
        var sale = paid.removeFirst();
        return dice < 94
                ? scene(Turn.REFUNDED, sale.refundedHalf())
                : scene(Turn.DISPUTED, sale.disputed(now()));
    }

    /** Due around today, so that some are late the moment they are known. */
    private Scene issue() {
        var who = Company.one(subscribers, random);
        var due = today().plusDays(random.nextInt(14) - 3L);
        var sale =
                Sale.issued(
                        "live-%s-%d".formatted(Long.toString(run, Character.MAX_RADIX), ++number),
                        run * CHARGES_PER_RUN + number,
                        who,
                        method(who),
                        due.minusDays(ISSUED_BEFORE_DAYS),
                        due);
        open.add(sale);
        return scene(Turn.ISSUED, sale);
    }

    private Method method(Subscriber who) {
        return methods.contains(who.method())
                ? who.method()
                : methods.stream().sorted().findFirst().orElse(Method.UNKNOWN);
    }

    private Scene collect(Sale sale) {
        if (sale.method().isCard() && sale.declines() < 2 && random.nextInt(4) == 0) {
            var declined = sale.declinedAgain();
            open.add(declined);
            return scene(Turn.DECLINED, declined);
        }
        return random.nextInt(40) == 0
                ? scene(Turn.CANCELED, sale.canceled(now()))
                : pay(sale.paid(now()));
    }

    private Scene pay(Sale sale) {
        paid.addLast(sale);
        if (paid.size() > PAID_MAX) {
            paid.removeFirst();
        }
        return scene(Turn.PAID, sale);
    }

    private Scene scene(Turn turn, Sale sale) {
        return new Scene(turn, sale, now());
    }

    private Instant now() {
        return clock.instant();
    }

    private LocalDate today() {
        return now().atZone(zone).toLocalDate();
    }
}
