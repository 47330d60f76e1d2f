package io.emdia;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makes the dashboards of another language from the English ones and a table of their texts. */
final class Translation {

    /** Members of a dashboard that a person reads. */
    private static final Set<String> TEXTS =
            Set.of("title", "description", "legendFormat", "label", "text", "renamePattern");

    /** Its members' values are texts, whatever they are called. */
    private static final String RENAMED = "renameByName";

    /** What remains of a legend without labels and variables says something from two letters on. */
    private static final Pattern FILLED_IN = Pattern.compile("\\{\\{[^}]*}}|\\$[a-z_]+|__auto");

    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private final Map<String, String> texts;
    private final String language;
    private final Set<String> used = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();

    private Translation(Map<String, String> texts, String language) {
        this.texts = texts;
        this.language = language;
    }

    static Translation portuguese() throws IOException {
        return new Translation(read(Dashboards.FOLDER.resolve("pt-BR.yml")), "pt");
    }

    static Translation of(Map<String, String> texts) {
        return new Translation(texts, "xx");
    }

    private static Map<String, String> read(Path table) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return yaml.load(Files.readString(table));
    }

    /** A copy; names of dashboards and tags get the language's ending. */
    JsonNode apply(JsonNode english) {
        var copy = english.deepCopy();
        translate(copy, false);
        var dashboard = (ObjectNode) copy;
        dashboard.put("uid", ending(dashboard.path("uid").asString()));
        return copy;
    }

    /** Texts met so far that the table does not hold. */
    Set<String> missing() {
        return missing;
    }

    /** Texts of the table that were not met so far. */
    Set<String> unused() {
        var unused = new TreeSet<>(texts.keySet());
        unused.removeAll(used);
        return unused;
    }

    String asText(JsonNode dashboard) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(dashboard)
                + "\n";
    }

    private void translate(JsonNode node, boolean allAreTexts) {
        switch (node) {
            case ObjectNode object -> members(object, allAreTexts);
            case ArrayNode array -> array.forEach(item -> translate(item, false));
            default -> {}
        }
    }

    private void members(ObjectNode object, boolean allAreTexts) {
        for (var name : Set.copyOf(object.propertyNames())) {
            var value = object.get(name);
            if (value.isString() && (allAreTexts || TEXTS.contains(name))) {
                object.put(name, text(value.asString()));
            } else if (name.equals("tags")) {
                endings((ArrayNode) value);
            } else {
                translate(value, name.equals(RENAMED));
            }
        }
    }

    private String text(String english) {
        if (!WORD.matcher(FILLED_IN.matcher(english).replaceAll("")).find()) {
            return english;
        }
        var translated = texts.get(english);
        if (translated == null) {
            missing.add(english);
            return english;
        }
        used.add(english);
        return translated;
    }

    private void endings(ArrayNode tags) {
        for (var index = 0; index < tags.size(); index++) {
            tags.set(index, StringNode.valueOf(ending(tags.get(index).asString())));
        }
    }

    private String ending(String name) {
        return name.replaceFirst("-en$", "-" + language);
    }
}
