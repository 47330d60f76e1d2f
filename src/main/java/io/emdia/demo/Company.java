package io.emdia.demo;

import static io.emdia.facts.Method.BANK_TRANSFER;
import static io.emdia.facts.Method.BOLETO;
import static io.emdia.facts.Method.CASH;
import static io.emdia.facts.Method.CREDIT_CARD;
import static io.emdia.facts.Method.DEBIT_CARD;
import static io.emdia.facts.Method.PIX;
import static io.emdia.facts.Method.PIX_AUTOMATIC;
import static io.emdia.facts.Method.WALLET;

import io.emdia.demo.Subscriber.Plan;
import io.emdia.facts.Method;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A language school that does not exist, with subscribers nobody is. The seed decides them all. */
final class Company {

    static final String ID = "demo";
    static final String NAME = "Escola Aurora Boreal";

    private static final LocalDate NEVER = LocalDate.of(2999, 1, 1);
    private static final int LATE_DAY_OF_MONTH = 28;

    /** What becomes of somebody's plan is drawn apart from all the rest. */
    private static final long TURNS_PRIME = 7_919;

    private static final List<String> FIRST =
            List.of(
                    "Alvorada",
                    "Brisa",
                    "Cristal",
                    "Duna",
                    "Estrela",
                    "Flora",
                    "Girassol",
                    "Horizonte",
                    "Ipê",
                    "Jasmim",
                    "Lagoa",
                    "Maré",
                    "Nascente",
                    "Orvalho",
                    "Pedra",
                    "Quaresma",
                    "Ribeira",
                    "Serra",
                    "Trigo",
                    "Violeta");
    private static final List<String> LAST =
            List.of(
                    "Azul",
                    "Branca",
                    "Clara",
                    "Dourada",
                    "do Leste",
                    "da Mata",
                    "do Norte",
                    "do Sul",
                    "do Vale",
                    "Verde");

    /** As often as it stands here. */
    private static final List<Method> METHODS =
            List.of(
                    PIX,
                    PIX,
                    PIX,
                    PIX,
                    PIX,
                    PIX,
                    BOLETO,
                    BOLETO,
                    BOLETO,
                    BOLETO,
                    BOLETO,
                    CREDIT_CARD,
                    CREDIT_CARD,
                    CREDIT_CARD,
                    CREDIT_CARD,
                    PIX_AUTOMATIC,
                    PIX_AUTOMATIC,
                    DEBIT_CARD,
                    WALLET,
                    BANK_TRANSFER,
                    CASH);

    private static final List<Plan> PLANS =
            List.of(
                    new Plan("Essencial", 7_990),
                    new Plan("Essencial", 7_990),
                    new Plan("Completo", 14_990),
                    new Plan("Intensivo", 29_990),
                    new Plan("Empresa", 89_900));

    private Company() {}

    static List<Subscriber> subscribers(DemoSettings settings, LocalDate today) {
        var random = new Random(settings.seed());
        var subscribers = new ArrayList<Subscriber>();
        for (var number = 1; number <= settings.subscribers(); number++) {
            subscribers.add(subscriber(number, random, settings, today));
        }
        return List.copyOf(subscribers);
    }

    private static Subscriber subscriber(
            int number, Random random, DemoSettings settings, LocalDate today) {
        var plan = one(PLANS, random);
        var method = one(METHODS, random);
        var start = today.minusMonths(settings.months());
        var joined = start.plusDays(random.nextInt(4) > 0 ? 0 : random.nextInt(300));
        var leaves = random.nextInt(10) == 0 ? joined.plusDays(60 + random.nextInt(280)) : NEVER;
        var turns = new Random(settings.seed() * TURNS_PRIME + number);
        var isLeaving = leaves.isBefore(NEVER);
        return new Subscriber(
                "c-%04d".formatted(number),
                one(FIRST, random) + " " + one(LAST, random),
                plan,
                one(PLANS, turns),
                method,
                lateness(method, random),
                1 + random.nextInt(LATE_DAY_OF_MONTH),
                joined,
                turns.nextInt(5) == 0 ? joined.plusDays(30 + turns.nextInt(330)) : joined,
                turns.nextInt(40) == 0 ? today.minusDays(turns.nextInt(90)) : NEVER,
                leaves,
                random.nextInt(3) == 0,
                isLeaving && turns.nextInt(3) == 0
                        ? leaves.plusDays(20 + turns.nextInt(70))
                        : NEVER);
    }

    /** Some always pay late, most hardly ever; what is drawn by itself fails less often. */
    private static int lateness(Method method, Random random) {
        var habit = random.nextInt(10);
        var usual = method == BOLETO ? 18 : method.isAutomatic() ? 7 : 12;
        return habit == 0 ? 70 : habit < 3 ? usual * 2 : usual;
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
