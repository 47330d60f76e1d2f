package io.emdia.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers on one line, as the load process tells them. */
record Told(Map<String, Double> numbers) {

    static Told of(String line) {
        var numbers = new LinkedHashMap<String, Double>();
        for (var pair : line.split(" ", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) {
                numbers.put(pair.substring(0, at), Double.valueOf(pair.substring(at + 1)));
            }
        }
        return new Told(numbers);
    }

    double get(String name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException("the load process did not tell " + name);
        }
        return number;
    }
}
