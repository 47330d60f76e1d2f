package io.emdia;

import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which capability may know which. All arrows point down, so there is no cycle. */
final class Arrows {

    static final Map<String, Set<String>> ALLOWED =
            Map.ofEntries(
                    entry("money", Set.of()),
                    entry("calendar", Set.of()),
                    entry("deliveries", Set.of("keys", "database")),
                    entry("http", Set.of()),
                    entry("database", Set.of()),
                    entry("auditlog", Set.of("http", "database")),
                    entry("keys", Set.of("auditlog", "http", "database")),
                    entry("access", Set.of("auditlog", "http", "keys", "database")),
                    entry(
                            "merchants",
                            Set.of(
                                    "access",
                                    "auditlog",
                                    "calendar",
                                    "deliveries",
                                    "http",
                                    "keys",
                                    "database")),
                    entry("facts", Set.of("money")),
                    entry("rates", Set.of("money", "auditlog", "merchants", "http", "database")),
                    entry("gateways", Set.of("facts", "money")),
                    entry(
                            "ledger",
                            Set.of(
                                    "facts",
                                    "auditlog",
                                    "calendar",
                                    "keys",
                                    "money",
                                    "access",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry(
                            "kpi",
                            Set.of(
                                    "ledger",
                                    "rates",
                                    "facts",
                                    "calendar",
                                    "money",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry(
                            "habits",
                            Set.of(
                                    "kpi",
                                    "ledger",
                                    "facts",
                                    "calendar",
                                    "money",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry(
                            "audit",
                            Set.of(
                                    "kpi",
                                    "ledger",
                                    "money",
                                    "auditlog",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry(
                            "intake",
                            Set.of("auditlog", "deliveries", "gateways", "merchants", "http")),
                    entry(
                            "processing",
                            Set.of(
                                    "keys",
                                    "auditlog",
                                    "deliveries",
                                    "gateways",
                                    "facts",
                                    "ledger",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry(
                            "live",
                            Set.of(
                                    "access",
                                    "kpi",
                                    "ledger",
                                    "facts",
                                    "money",
                                    "deliveries",
                                    "merchants",
                                    "http")),
                    entry(
                            "operations",
                            Set.of(
                                    "auditlog",
                                    "processing",
                                    "kpi",
                                    "ledger",
                                    "deliveries",
                                    "gateways",
                                    "merchants",
                                    "http",
                                    "database")),
                    entry("page", Set.of("http")),
                    entry("embedded", Set.of("deliveries", "database")),
                    entry(
                            "demo",
                            Set.of(
                                    "kpi",
                                    "ledger",
                                    "facts",
                                    "deliveries",
                                    "gateways",
                                    "merchants",
                                    "money",
                                    "calendar",
                                    "http",
                                    "database")));

    private Arrows() {}

    /** Holds for a class all of whose arrows to other capabilities are allowed. */
    static ArchCondition<JavaClass> areKept() {
        return new ArchCondition<>("keep to the arrows between packages") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isAllowed(dependency))
                        .map(Dependency::getDescription)
                        .forEach(told -> events.add(SimpleConditionEvent.violated(type, told)));
            }
        };
    }

    static DescribedPredicate<JavaClass> declared() {
        return DescribedPredicate.describe(
                "of a package with declared arrows",
                type -> Product.packageOf(type).map(Arrows::isDeclared).orElse(true));
    }

    /** One slice a package, for the search of cycles. */
    static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return Product.packageOf(type)
                        .map(SliceIdentifier::of)
                        .orElse(SliceIdentifier.ignore());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static boolean isAllowed(Dependency dependency) {
        var from = Product.packageOf(dependency.getOriginClass());
        var to = Product.packageOf(dependency.getTargetClass().getBaseComponentType());
        return from.isEmpty() || to.isEmpty() || isAllowed(from.get(), to.get());
    }

    private static boolean isAllowed(String from, String to) {
        if (from.equals(to) || isGateway(from) && to.equals("gateways")) {
            return true;
        }
        var capability = isGateway(from) ? "gateways" : from;
        return Optional.ofNullable(ALLOWED.get(capability)).orElse(Set.of()).contains(to);
    }

    /** Only gateways have packages of their own below. */
    private static boolean isDeclared(String name) {
        return ALLOWED.containsKey(name) || isGateway(name);
    }

    private static boolean isGateway(String name) {
        return name.startsWith("gateways.") && name.indexOf('.') == name.lastIndexOf('.');
    }
}
