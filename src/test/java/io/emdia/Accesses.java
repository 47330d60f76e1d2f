package io.emdia;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;

import io.emdia.deliveries.Consumption;

import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Calls and method references that only some may make, or nobody. */
final class Accesses {

    private static final Set<String> ITERATIONS = Set.of("toIterable", "toStream");

    private Accesses() {}

    static DescribedPredicate<JavaAccess<?>> toTheSystemClock() {
        return access("to the system's clock or zone", Accesses::isSystemClock);
    }

    static DescribedPredicate<JavaAccess<?>> thatSubscribe() {
        return access(
                "that subscribe",
                target ->
                        isPublisher(target)
                                && target.getName().startsWith("subscribe")
                                && !target.getName().equals("subscribeOn"));
    }

    static DescribedPredicate<JavaAccess<?>> thatBlock() {
        return access(
                "that block on a publisher",
                target ->
                        isPublisher(target)
                                && (target.getName().startsWith("block")
                                        || ITERATIONS.contains(target.getName())));
    }

    static DescribedPredicate<JavaAccess<?>> thatSleep() {
        return access("that sleep", Accesses::isSleep);
    }

    static DescribedPredicate<JavaClass> areNotRunners() {
        return DescribedPredicate.describe(
                "are not named ...Runner with a life (SmartLifecycle, Consumption)",
                type -> !isRunner(type));
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String description, Predicate<AccessTarget> matches) {
        return DescribedPredicate.describe(
                "access " + description, access -> matches.test(access.getTarget()));
    }

    private static boolean isSystemClock(AccessTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        return switch (owner.getPackageName()) {
            case "java.time" ->
                    name.equals("now") || name.startsWith("system") || name.startsWith("tick");
            case "java.util" -> isDateOfNow(target);
            default -> owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
        };
    }

    private static boolean isDateOfNow(AccessTarget target) {
        return target instanceof AccessTarget.ConstructorCallTarget made
                && made.getOwner().isEquivalentTo(java.util.Date.class)
                && made.getRawParameterTypes().isEmpty();
    }

    private static boolean isSleep(AccessTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        var sleeps = owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class);
        var parks = owner.isEquivalentTo(LockSupport.class);
        return sleeps && name.equals("sleep") || parks && name.startsWith("park");
    }

    private static boolean isPublisher(AccessTarget target) {
        return target.getOwner().isAssignableTo(Publisher.class);
    }

    private static boolean isRunner(JavaClass type) {
        var enclosing = type.getEnclosingClass();
        if (enclosing.isPresent() && isRunner(enclosing.get())) {
            return true;
        }
        return type.getSimpleName().endsWith("Runner")
                && (type.isAssignableTo(SmartLifecycle.class)
                        || type.isAssignableTo(Consumption.class));
    }
}
