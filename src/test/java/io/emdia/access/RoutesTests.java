package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.AccessRules.Route;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** No route of any capability can be called unless a rule was declared for it. */
class RoutesTests {

    record Mapped(HttpMethod method, String pattern) {}

    @Test
    void everyRouteOfEveryCapabilityIsDeclared() throws Exception {
        var mapped = mapped();

        assertThat(mapped).contains(new Mapped(HttpMethod.POST, "/v1/merchants"));
        assertThat(mapped).allMatch(RoutesTests::isDeclared);
    }

    @Test
    void aRouteNobodyDeclaredIsSeen() {
        assertThat(isDeclared(new Mapped(HttpMethod.GET, "/v1/merchants/{m}/undeclared")))
                .isFalse();
        assertThat(isDeclared(new Mapped(HttpMethod.DELETE, "/v1/merchants"))).isFalse();
        assertThat(isDeclared(new Mapped(HttpMethod.GET, "/undeclared"))).isFalse();
    }

    static List<Mapped> mapped() throws ClassNotFoundException {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class, true));
        var mapped = new java.util.ArrayList<Mapped>();
        for (var candidate : scan.findCandidateComponents("io.emdia")) {
            var type = Class.forName(String.valueOf(candidate.getBeanClassName()));
            mapped.addAll(mapped(type).toList());
        }
        return mapped;
    }

    private static Stream<Mapped> mapped(Class<?> type) {
        var above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        var prefixes = above == null ? new String[] {""} : above.path();
        return Arrays.stream(type.getDeclaredMethods())
                .map(
                        method ->
                                AnnotatedElementUtils.findMergedAnnotation(
                                        method, RequestMapping.class))
                .filter(mapping -> mapping != null)
                .flatMap(mapping -> mapped(prefixes, mapping));
    }

    private static Stream<Mapped> mapped(String[] prefixes, RequestMapping mapping) {
        var paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
        return Arrays.stream(prefixes)
                .flatMap(prefix -> Arrays.stream(paths).map(path -> prefix + path))
                .flatMap(
                        pattern ->
                                Arrays.stream(mapping.method())
                                        .map(RequestMethod::asHttpMethod)
                                        .map(method -> new Mapped(method, pattern)));
    }

    private static boolean isDeclared(Mapped mapped) {
        var path = PathContainer.parsePath(mapped.pattern().replaceAll("\\{[^}]+}", "x"));
        var open =
                Stream.of(
                                AccessRules.WEBHOOKS,
                                AccessRules.PAGE,
                                AccessRules.DESCRIPTION,
                                AccessRules.OIDC)
                        .flatMap(List::stream)
                        .map(PathPatternParser.defaultInstance::parse)
                        .anyMatch(pattern -> pattern.matches(path));
        return open || AccessRules.route(mapped.method(), path) instanceof Route.Declared;
    }
}
