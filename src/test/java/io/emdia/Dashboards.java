package io.emdia;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards as Grafana is given them. */
public final class Dashboards {

    public static final String ENGLISH = "en";
    public static final String PORTUGUESE = "pt-BR";

    static final Path FOLDER = Path.of("dashboards", "grafana");

    private static final JsonMapper JSON = JsonMapper.shared();

    private Dashboards() {}

    /**
     * @param name the file's, without its ending
     */
    public record Dashboard(String name, JsonNode json) {

        /** Those that show something. */
        public List<Panel> panels() {
            return stream(json.get("panels"))
                    .map(Panel::new)
                    .filter(panel -> !panel.type().equals("row"))
                    .toList();
        }

        List<JsonNode> variables() {
            return stream(json.at("/templating/list")).toList();
        }

        /** Of panels and variables. */
        List<String> queries() {
            var queries = new ArrayList<String>();
            panels().forEach(panel -> queries.addAll(panel.queries()));
            variables().forEach(variable -> queries.add(variable.at("/query/query").asString()));
            return queries;
        }

        String uid() {
            return json.get("uid").asString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One panel with its queries, which may hold variables. */
    public record Panel(JsonNode json) {

        public String title() {
            return json.path("title").asString();
        }

        public String type() {
            return json.path("type").asString();
        }

        public List<String> queries() {
            return stream(json.path("targets"))
                    .map(target -> target.path("expr").asString())
                    .toList();
        }

        @Override
        public String toString() {
            return title();
        }
    }

    /** By name. */
    public static List<Dashboard> in(String language) {
        try (var files = Files.list(FOLDER.resolve(language))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Dashboards::read)
                    .sorted(Comparator.comparing(Dashboard::name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path file(String language, String name) {
        return FOLDER.resolve(language).resolve(name + ".json");
    }

    private static Dashboard read(Path file) {
        try {
            var name = file.getFileName().toString().replace(".json", "");
            return new Dashboard(name, JSON.readTree(Files.readString(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        var all = new ArrayList<JsonNode>();
        items.forEach(all::add);
        return all.stream();
    }
}
