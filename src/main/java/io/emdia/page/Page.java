package io.emdia.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.http.ContentPolicy;

import org.springframework.http.MediaType;

import java.util.Map;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * All that is served at one version.
 *
 * @param version in the path of every asset
 * @param start the page itself, which names the version
 * @param policy the Content-Security-Policy that the page needs
 * @param assets by their path below the version
 */
record Page(
        String version,
        PageFile start,
        String policy,
        PageFile icon,
        Map<String, PageFile> assets) {

    private static final String PLACE = "{{assets}}";
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    static Page of(String template, byte[] icon, SortedMap<String, PageFile> assets) {
        var version = version(assets);
        var start = template.replace(PLACE, "/assets/" + version);
        return new Page(
                version,
                PageFile.of(new MediaType(MediaType.TEXT_HTML, UTF_8), start.getBytes(UTF_8)),
                policy(start),
                PageFile.of(MediaType.valueOf("image/svg+xml"), icon),
                Map.copyOf(assets));
    }

    private static String version(SortedMap<String, PageFile> assets) {
        var digest = new ContentDigest();
        assets.forEach((path, file) -> digest.add(path, file.plain()));
        return digest.text();
    }

    private static String policy(String start) {
        return ContentPolicy.withScripts(
                IMPORT_MAP
                        .matcher(start)
                        .results()
                        .map(MatchResult::group)
                        .map(script -> IMPORT_MAP.matcher(script).replaceFirst("$1"))
                        .map(ContentDigest::ofScript)
                        .toList());
    }
}
