package io.emdia.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Starts the company once the web server runs, and its gateways, which go on posting until the
 * stop.
 */
@Component
@Profile("demo")
final class DemoRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRunner.class);
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final Duration START_WAIT = Duration.ofSeconds(1);
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(15);
    private static final int START_TRIES_MAX = 1_000;

    /** Deliveries under way at one time; with more the gateways wait. */
    private static final int UNDER_WAY_MAX = 32;

    /** One delivery in so many comes twice. */
    private static final int ONE_TWICE_IN = 10;

    /** Stripe tells less often than the other gateway. */
    private static final int STRIPE_SLOWER = 2;

    private final DemoSettings settings;
    private final HistoryLoad history;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Environment environment;
    private Disposable running = Disposables.disposed();

    DemoRunner(
            DemoSettings settings,
            HistoryLoad history,
            JsonMapper json,
            InstantSource clock,
            Environment environment) {
        this.settings = settings;
        this.history = history;
        this.json = json;
        this.clock = clock;
        this.environment = environment;
    }

    private Flux<Void> simulation(Scheduler scheduler) {
        return Mono.defer(this::onboarded)
                .retryWhen(
                        Retry.backoff(START_TRIES_MAX, START_WAIT)
                                .maxBackoff(START_WAIT_MAX)
                                .doBeforeRetry(
                                        retry ->
                                                LOG.warn(
                                                        "The demo could not begin, trying again:"
                                                                + " {}",
                                                        retry.failure().getMessage())))
                .flatMapMany(accounts -> gateways(accounts, scheduler))
                .checkpoint("demo");
    }

    private Mono<List<Account>> onboarded() {
        return new Onboarding(WebClient.builder(), baseUrl(), adminToken())
                .accounts()
                .flatMap(accounts -> loaded(accounts).thenReturn(accounts));
    }

    private Mono<Void> loaded(List<Account> accounts) {
        var standard =
                accounts.stream().filter(one -> one.gateway().equals("standard")).findFirst();
        return standard.map(one -> history.load(one, History.until(today(), ZONE, settings)))
                .orElseGet(Mono::empty);
    }

    private Flux<Void> gateways(List<Account> accounts, Scheduler scheduler) {
        LOG.info("The demo's gateways post webhooks: {}", accounts);
        var postman = new Postman(WebClient.builder(), baseUrl(), json, clock);
        return Flux.fromIterable(accounts)
                .flatMap(account -> posts(account, postman, scheduler), Onboarding.GATEWAYS.size());
    }

    private Flux<Void> posts(Account account, Postman postman, Scheduler scheduler) {
        var next = street(account);
        var random = new Random();
        return Flux.interval(every(account), scheduler)
                .onBackpressureDrop()
                .map(_ -> next.get())
                .concatMapIterable(
                        it -> random.nextInt(ONE_TWICE_IN) == 0 ? List.of(it, it) : List.of(it))
                .flatMap(
                        it ->
                                Mono.delay(delay(random), scheduler)
                                        .then(postman.post(account, it))
                                        .onErrorResume(failure -> given(account, failure)),
                        UNDER_WAY_MAX);
    }

    private static Mono<Void> given(Account account, Throwable failure) {
        LOG.warn("A demo delivery of {} was given up: {}", account, failure.getMessage());
        return Mono.empty();
    }

    private Duration delay(Random random) {
        return Duration.ofMillis(random.nextLong(settings.delayMax().toMillis() + 1));
    }

    private Duration every(Account account) {
        return isStripe(account) ? settings.every().multipliedBy(STRIPE_SLOWER) : settings.every();
    }

    private Supplier<Happening> street(Account account) {
        var run = Long.toString(clock.instant().getEpochSecond(), Character.MAX_RADIX);
        var seed = settings.seed() + clock.instant().getEpochSecond();
        if (isStripe(account)) {
            return new StripeStreet(clock, run, seed)::next;
        }
        var there =
                Company.subscribers(settings, today()).stream()
                        .filter(one -> one.isThere(today()))
                        .toList();
        return new Street(there, clock, ZONE, run, seed)::next;
    }

    private static boolean isStripe(Account account) {
        return account.gateway().equals("stripe");
    }

    private LocalDate today() {
        return clock.instant().atZone(ZONE).toLocalDate();
    }

    private String baseUrl() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    private String adminToken() {
        var given = environment.getProperty("emdia.admin-token", "");
        var folder = environment.getProperty("emdia.data-dir", "./data");
        return given.isBlank() ? kept(Path.of(folder, "admin-token")) : given.strip();
    }

    private static String kept(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void start() {
        var scheduler = Schedulers.newSingle("demo", true);
        running =
                simulation(scheduler)
                        .doFinally(_ -> scheduler.dispose())
                        .subscribe(
                                _ -> LOG.trace("posted"),
                                failure -> LOG.error("The demo stopped", failure));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
