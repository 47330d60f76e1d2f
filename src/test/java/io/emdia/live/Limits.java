package io.emdia.live;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

/** The settings as they are when nobody sets any, or with some set. */
final class Limits {

    static final LiveSettings DEFAULT = with(Map.of());

    private Limits() {}

    static LiveSettings with(Map<String, ?> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("emdia.live", LiveSettings.class);
    }
}
