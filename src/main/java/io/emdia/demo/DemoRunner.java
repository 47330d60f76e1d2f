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

    /** Each of the other gateways tells so many times less often than the company's own. */
    private static final int OTHERS_SLOWER = 8;

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
        var dialects = Dialects.all(json, ZONE);
        var api = new SimulatedApi(json);
        return Flux.usingWhen(
                        api.started(),
                        server -> simulation(scheduler, dialects, api, SimulatedApi.url(server)),
                        server -> Mono.fromRunnable(server::dispose))
                .checkpoint("demo");
    }

    private Flux<Void> simulation(
            Scheduler scheduler, List<Dialect> dialects, SimulatedApi api, String apiUrl) {
        return Mono.defer(() -> onboarded(dialects, apiUrl))
                .retryWhen(
                        Retry.backoff(START_TRIES_MAX, START_WAIT)
                                .maxBackoff(START_WAIT_MAX)
                                .doBeforeRetry(
                                        retry ->
                                                LOG.warn(
                                                        "The demo could not begin, trying again:"
                                                                + " {}",
                                                        retry.failure().getMessage())))
                .flatMapMany(accounts -> gateways(accounts, api, scheduler));
    }

    private Mono<List<Account>> onboarded(List<Dialect> dialects, String apiUrl) {
        return new Onboarding(WebClient.builder(), baseUrl(), adminToken(), dialects, apiUrl)
                .accounts()
                .flatMap(accounts -> loaded(accounts).thenReturn(accounts));
    }

    private Mono<Void> loaded(List<Account> accounts) {
        var standard =
                accounts.stream()
                        .filter(one -> one.gateway().equals(Dialects.STANDARD))
                        .findFirst();
        return standard.map(one -> history.load(one, History.until(today(), ZONE, settings)))
                .orElseGet(Mono::empty);
    }

    private Flux<Void> gateways(List<Account> accounts, SimulatedApi api, Scheduler scheduler) {
        LOG.info("The demo's gateways post webhooks: {}", accounts);
        var postman = new Postman(WebClient.builder(), baseUrl(), clock);
        return Flux.fromIterable(accounts)
                .flatMap(account -> posts(account, postman, api, scheduler), accounts.size());
    }

    private Flux<Void> posts(
            Account account, Postman postman, SimulatedApi api, Scheduler scheduler) {
        var street = street(account);
        var random = new Random();
        return Flux.interval(every(account), scheduler)
                .onBackpressureDrop()
                .map(_ -> street.next())
                .map(scene -> known(api, account, scene))
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
        return account.gateway().equals(Dialects.STANDARD)
                ? settings.every()
                : settings.every().multipliedBy(OTHERS_SLOWER);
    }

    /** The API knows before the webhook is posted. */
    private static Scene known(SimulatedApi api, Account account, Scene scene) {
        var told = account.dialect().told(scene);
        if (told != null) {
            api.know(told);
        }
        return scene;
    }

    private Street street(Account account) {
        var there =
                Company.subscribers(settings, today()).stream()
                        .filter(one -> one.isThere(today()))
                        .toList();
        var run = clock.instant().getEpochSecond();
        return new Street(there, account.dialect().methods(), clock, ZONE, run);
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
