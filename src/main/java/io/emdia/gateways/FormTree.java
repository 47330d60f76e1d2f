package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.node.ObjectNode;

import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Form bodies in the style of Rails as trees of texts: {@code data[payer][name]=Ana}. An empty
 * value says nothing and is left out; so are arrays, {@code data[tags][]=x}, which nobody reads.
 */
final class FormTree {

    private static final int PAIRS_MAX = 2_000;
    private static final int DEPTH_MAX = 8;
    private static final int TEXT_LENGTH_MAX = 64 * 1024;
    private static final String ELEMENT = "[]";
    private static final Pattern NAME = Pattern.compile("[^\\[\\]]+(\\[[^\\[\\]]+])*");

    private FormTree() {}

    static ObjectNode read(byte[] body) {
        var root = JsonTree.NODES.objectNode();
        var pairs = new String(body, UTF_8).split("&", PAIRS_MAX + 1);
        if (pairs.length > PAIRS_MAX) {
            throw new Misread("body", "must have at most " + PAIRS_MAX + " pairs");
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                add(root, pair);
            }
        }
        return root;
    }

    private static void add(ObjectNode root, String pair) {
        var cut = pair.indexOf('=');
        var name = decoded(cut < 0 ? pair : pair.substring(0, cut));
        var value = decoded(cut < 0 ? "" : pair.substring(cut + 1));
        if (value.isEmpty() || name.contains(ELEMENT)) {
            return;
        }
        var path = path(name);
        var holder = holder(root, path.subList(0, path.size() - 1));
        if (holder.has(path.getLast())) {
            throw new Misread("body", "must name each member once");
        }
        holder.put(path.getLast(), value);
    }

    private static ObjectNode holder(ObjectNode root, List<String> path) {
        var holder = root;
        for (var name : path) {
            var inner = holder.get(name);
            if (inner == null) {
                holder = holder.putObject(name);
            } else if (inner instanceof ObjectNode object) {
                holder = object;
            } else {
                throw new Misread("body", "must not give one name to a text and to members");
            }
        }
        return holder;
    }

    /** Counts before it matches: an expression goes as deep as what it matches. */
    private static List<String> path(String name) {
        if (name.chars().filter(it -> it == '[').count() >= DEPTH_MAX) {
            throw new Misread("body", "must nest at most " + DEPTH_MAX + " names");
        }
        if (!NAME.matcher(name).matches()) {
            throw new Misread("body", "must have names like data[id]");
        }
        return List.of(name.replace("]", "").split("\\[", DEPTH_MAX));
    }

    private static String decoded(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new Misread(
                    "body", "must hold texts of at most " + TEXT_LENGTH_MAX + " characters");
        }
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Misread("body", "must be form-encoded");
        }
    }
}
