package io.emdia.gateways.adyen;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * When an account takes what was authorised, which no notification says. Methods that have no
 * capture, as Pix and boleto, are always paid with their authorisation.
 */
enum AdyenCapture {
    AUTOMATIC,
    MANUAL;

    static final String SETTING = "capture_mode";

    static AdyenCapture in(Map<String, String> settings) {
        return MANUAL.word().equals(settings.get(SETTING)) ? MANUAL : AUTOMATIC;
    }

    static Set<String> names() {
        return Set.of(AUTOMATIC.word(), MANUAL.word());
    }

    /** A capture of what its authorisation has paid, if that was ever told. */
    boolean repeats(AdyenItem item) {
        return this == AUTOMATIC
                && item.code().equals("CAPTURE")
                && item.isOfAnother()
                && item.isSuccess();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
