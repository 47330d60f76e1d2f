package io.emdia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** A rule of the house, and the classes planted against it: it must refuse every one of them. */
enum HouseRule {
    PACKAGES_KEEP_TO_THE_ARROWS(
            classes().should(Arrows.areKept()),
            planted.money.KnowsTheLedger.class,
            planted.gateways.one.KnowsAnother.class),

    EVERY_PACKAGE_IS_DECLARED(
            classes().should(ArchCondition.from(Arrows.declared())), planted.util.Anything.class),

    NO_CYCLES(
            slices().assignedFrom(Arrows.packages()).should().beFreeOfCycles(),
            planted.money.There.class,
            planted.ledger.AndBack.class),

    THE_KAFKA_CLIENT_IS_KNOWN_TO_DELIVERIES_ALONE(
            noClasses()
                    .that(resideInAPackage("..deliveries").negate())
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("reactor.kafka..", "org.apache.kafka.clients..")),
            planted.ledger.ReadsTheLog.class),

    THE_SERVERS_ARE_KNOWN_TO_EMBEDDED_ALONE(
            noClasses()
                    .that(resideInAPackage("..embedded").negate())
                    .should()
                    .dependOnClassesThat(Technology.SERVERS),
            planted.ledger.RunsABroker.class,
            planted.ledger.Unpacks.class),

    RULES_KNOW_NO_TECHNOLOGY(
            noClasses()
                    .that(PureTypes.areRules())
                    .should()
                    .dependOnClassesThat(Technology.REACTOR_SPRING_R2DBC),
            planted.money.Waits.class,
            planted.ledger.Walk.class),

    INTAKE_AND_GATEWAYS_KNOW_NO_DATABASE(
            noClasses()
                    .that(resideInAnyPackage("..intake", "..gateways.."))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.r2dbc..")),
            planted.intake.AsksTheDatabase.class),

    ONLY_THE_APPLICATION_NAMES_THE_SYSTEM_CLOCK(
            noClasses()
                    .that()
                    .doNotHaveSimpleName("EmdiaApplication")
                    .should()
                    .accessTargetWhere(Accesses.toTheSystemClock()),
            planted.ledger.LooksAtTheClock.class),

    ONLY_RUNNERS_SUBSCRIBE(
            noClasses()
                    .that(Accesses.areNotRunners())
                    .should()
                    .accessTargetWhere(Accesses.thatSubscribe()),
            planted.ledger.Subscribes.class,
            planted.ledger.MerelyNamedRunner.class),

    NOBODY_BLOCKS(
            noClasses().should().accessTargetWhere(Accesses.thatBlock()),
            planted.ledger.Blocks.class,
            planted.ledger.BlocksByReference.class),

    NOBODY_SLEEPS(
            noClasses().should().accessTargetWhere(Accesses.thatSleep()),
            planted.ledger.Sleeps.class),

    NO_FRACTIONS_OF_MONEY_IN_FLOATING_POINT(
            noFields()
                    .that()
                    .areDeclaredInClassesThat(
                            resideInAnyPackage("..facts", "..money", "..ledger", "..kpi"))
                    .should()
                    .haveRawType(Technology.INEXACT),
            planted.money.Rounded.class),

    NAMES_COME_FROM_THE_BUSINESS(
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Impl|Manager|Helper|Utils?|Service|Processor|Dto|DTO|Data|Info)"),
            planted.ledger.ChargeService.class,
            planted.ledger.ChargeUtils.class),

    EVERY_PACKAGE_IS_NULL_MARKED(
            classes().should(ArchCondition.from(Technology.isNullMarked())),
            planted.util.Anything.class),

    HTTP_IS_SPOKEN_BY_ENDPOINTS_AND_STREAMS(
            classes().that(Technology.speakHttp()).should().haveNameMatching(".*(Endpoint|Stream)"),
            planted.ledger.AnswersHttp.class),

    SETTINGS_ARE_PRIVATE_RECORDS(
            classes()
                    .that(annotatedWith(ConfigurationProperties.class))
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .beRecords(),
            planted.ledger.OpenSettings.class),

    METERS_LIVE_IN_METERS(
            noClasses()
                    .that()
                    .haveNameNotMatching(".*Meters(\\$.*)?")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.micrometer.core.instrument..")),
            planted.ledger.Counts.class);

    final ArchRule rule;
    final Class<?>[] planted;

    HouseRule(ArchRule rule, Class<?>... planted) {
        this.rule = rule.allowEmptyShould(true);
        this.planted = planted;
    }
}
