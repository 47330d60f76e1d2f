package io.emdia.habits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param namedMax customers that a list may have to be put in the order of their names, which must
 *     all be opened for it; of more a search must choose
 */
@ConfigurationProperties("emdia.lists")
record CustomerListSettings(@DefaultValue("10000") int namedMax) {

    CustomerListSettings {
        if (namedMax < 1) {
            throw new IllegalArgumentException("named-max must be at least 1, was " + namedMax);
        }
    }
}
