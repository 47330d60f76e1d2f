package io.emdia.page;

/** The screen, the language and the light in which somebody looks at the page. */
record Look(int width, int height, String locale, boolean dark) {

    static final Look LAPTOP = new Look(1280, 800, "pt-BR", false);
    static final Look PHONE = new Look(390, 844, "pt-BR", false);
    static final Look WALL = new Look(1920, 1080, "pt-BR", false);

    Look in(String language) {
        return new Look(width, height, language, dark);
    }

    Look inTheDark() {
        return new Look(width, height, locale, true);
    }
}
