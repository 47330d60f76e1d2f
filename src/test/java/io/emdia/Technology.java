package io.emdia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;

import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.util.Set;

/** What classes are made of. */
final class Technology {

    static final DescribedPredicate<JavaClass> SERVERS =
            resideInAnyPackage(
                            "kafka..",
                            "org.apache.kafka..",
                            "org.apache.commons.compress..",
                            "org.tukaani..")
                    .and(
                            resideInAnyPackage(
                                            "org.apache.kafka.clients..",
                                            "org.apache.kafka.common..")
                                    .negate());

    static final DescribedPredicate<JavaClass> REACTOR_SPRING_R2DBC =
            resideInAnyPackage(
                    "reactor..", "org.reactivestreams..", "org.springframework..", "io.r2dbc..");

    static final DescribedPredicate<JavaClass> INEXACT =
            DescribedPredicate.describe(
                    "double or float", type -> isInexact(type.getBaseComponentType().getName()));

    private Technology() {}

    static DescribedPredicate<JavaClass> isNullMarked() {
        return DescribedPredicate.describe(
                "of a @NullMarked package",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    private static boolean isInexact(String type) {
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(type);
    }

    static DescribedPredicate<JavaClass> speakHttp() {
        return DescribedPredicate.describe(
                "speak HTTP",
                type ->
                        type.isMetaAnnotatedWith(Controller.class)
                                || type.isMetaAnnotatedWith(RequestMapping.class)
                                || type.getMethods().stream().anyMatch(Technology::isMapped));
    }

    private static boolean isMapped(JavaMethod method) {
        return method.isMetaAnnotatedWith(RequestMapping.class);
    }
}
