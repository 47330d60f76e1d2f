package io.emdia;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

import java.util.Map;
import java.util.Set;

/** Which types are rules: whole packages, and the pure types of packages that also keep state. */
final class PureTypes {

    private static final Set<String> PACKAGES = Set.of("facts", "money", "calendar");

    /** What wires a package of rules; it computes nothing. */
    private static final Set<String> WIRING = Set.of("Calendars", "CalendarSettings");

    /** By package, the top-level types that compute and nothing else. */
    static final Map<String, Set<String>> NAMED =
            Map.of(
                    "ledger",
                    Set.of(
                            "Aging",
                            "Charge",
                            "ChargeDays",
                            "ChargeFold",
                            "ChargeFolds",
                            "ChargeMembers",
                            "ChargeStatus",
                            "ChargeSteps",
                            "Links",
                            "Rules",
                            "Subscription",
                            "SubscriptionFold",
                            "Told",
                            "Walk"),
                    "kpi",
                    Set.of(
                            "CellSums",
                            "ChargeCells",
                            "CustomerEdges",
                            "Debtor",
                            "DebtorEdges",
                            "Deltas",
                            "Figures",
                            "Scope"));

    private PureTypes() {}

    static DescribedPredicate<JavaClass> areRules() {
        return DescribedPredicate.describe("are rules", PureTypes::isRule);
    }

    private static boolean isRule(JavaClass type) {
        var name = Product.packageOf(type).orElse("");
        var topLevel = topLevelName(type);
        return PACKAGES.contains(name) && !WIRING.contains(topLevel)
                || NAMED.getOrDefault(name, Set.of()).contains(topLevel);
    }

    private static String topLevelName(JavaClass type) {
        var outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }
}
