package io.emdia;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The alert rules as Prometheus is given them. */
public final class AlertRules {

    public static final Path FILE = Path.of("dashboards", "alerts.yml");

    private AlertRules() {}

    /** One alert. */
    public record Rule(String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {

        static Rule of(Map<?, ?> rule) {
            return new Rule(
                    text(rule.get("alert")),
                    text(rule.get("expr")),
                    (Map<?, ?>) Objects.requireNonNull(rule.get("labels")),
                    (Map<?, ?>) Objects.requireNonNull(rule.get("annotations")));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Rule> all() {
        return maps(yaml(FILE).get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .map(Rule::of)
                .toList();
    }

    static Map<?, ?> yaml(Path file) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            return yaml.load(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<? extends Map<?, ?>> maps(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(item -> (Map<?, ?>) Objects.requireNonNull(item)).toList();
    }

    private static String text(@Nullable Object value) {
        return Objects.requireNonNull(value).toString();
    }
}
