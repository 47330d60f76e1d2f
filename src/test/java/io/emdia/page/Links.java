package io.emdia.page;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the page and its modules ask for, as a browser would, and which of it is not served. */
final class Links {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern IN_PAGE =
            Pattern.compile("(?:href|src)=\"(/[^\"]*\\.[a-z0-9]+)\"");
    private static final Pattern STATIC =
            Pattern.compile(
                    "(?:^|[;}\\s])(?:import|export)\\b(?:[^;'\"`]*?\\bfrom)?\\s*['\"]([^'\"]+)['\"]",
                    Pattern.MULTILINE);
    private static final Pattern DYNAMIC =
            Pattern.compile("\\bimport\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)");
    private static final Pattern IN_STYLES = Pattern.compile("url\\(['\"]?([^'\")]+)['\"]?\\)");

    private final Map<String, String> imports = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Page page;

    private Links(Page page) {
        this.page = page;
        var map = IMPORT_MAP.matcher(text(page.start()));
        if (map.find()) {
            JSON.readTree(map.group(1)).get("imports").forEachEntry(this::take);
        }
    }

    static List<String> brokenOf(Page page) {
        var links = new Links(page);
        links.followAll();
        return links.broken;
    }

    /** The files that a browser loads before it shows a view, and what the view asks for later. */
    static Set<String> loadedWith(Page page, String... views) {
        var links = new Links(page);
        var loaded = new TreeSet<String>();
        find(IN_PAGE, text(page.start())).stream()
                .filter(link -> link.startsWith(links.root()))
                .forEach(link -> links.load(links.path(link), loaded));
        for (var view : views) {
            links.load(view, loaded);
        }
        return loaded;
    }

    private void load(String path, Set<String> loaded) {
        var file = page.assets().get(path);
        if (file == null) {
            throw new AssertionError(path + " is not served");
        }
        if (loaded.add(path) && isOurKind(path)) {
            var base = URI.create(root() + path);
            find(STATIC, text(file)).forEach(link -> load(path(module(base, link)), loaded));
        }
    }

    private String root() {
        return "/assets/" + page.version() + "/";
    }

    private String path(String target) {
        return target.substring(root().length());
    }

    /** One file that asks for nothing is too long to look through. */
    private static boolean isOurKind(String path) {
        return path.endsWith(".js") && !path.contains("echarts");
    }

    private void followAll() {
        imports.forEach((name, target) -> check("import map " + name, target));
        find(IN_PAGE, text(page.start())).forEach(link -> check("index.html", link));
        page.assets().forEach(this::follow);
    }

    private void take(String name, JsonNode target) {
        imports.put(name, target.asString());
    }

    private void follow(String path, PageFile file) {
        var base = URI.create(root() + path);
        if (isOurKind(path)) {
            var content = text(file);
            Stream.of(STATIC, DYNAMIC)
                    .flatMap(pattern -> find(pattern, content).stream())
                    .forEach(link -> check(path, module(base, link)));
        }
        if (path.endsWith(".css")) {
            find(IN_STYLES, text(file)).stream()
                    .filter(link -> !link.startsWith("data:") && !link.startsWith("#"))
                    .forEach(link -> check(path, base.resolve(link).toString()));
        }
    }

    /** As the import map says: the whole name, else the longest beginning that ends in a slash. */
    private String module(URI base, String link) {
        if (link.startsWith(".") || link.startsWith("/")) {
            return base.resolve(link).toString();
        }
        if (imports.containsKey(link)) {
            return Objects.requireNonNull(imports.get(link));
        }
        return imports.keySet().stream()
                .filter(name -> name.endsWith("/") && link.startsWith(name))
                .max(java.util.Comparator.comparingInt(String::length))
                .map(name -> imports.get(name) + link.substring(name.length()))
                .orElse(link);
    }

    private void check(String from, String target) {
        var served =
                target.equals("/favicon.svg")
                        || target.startsWith(root())
                                && (target.endsWith("/")
                                        || page.assets().containsKey(path(target)));
        if (!served) {
            broken.add(from + " -> " + target);
        }
    }

    private static List<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String text(PageFile file) {
        return new String(file.plain(), StandardCharsets.UTF_8);
    }
}
