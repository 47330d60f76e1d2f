package io.emdia.access;

import io.emdia.http.Problem;

import org.springframework.web.util.HtmlUtils;

/** What a person sees on the way in. */
final class SignInPages {

    /**
     * A strict cookie is left out of whatever another site began, a redirect included; what this
     * page begins is our own.
     */
    static final String GOES_ON =
            """
            <!doctype html>
            <html lang="pt-BR">
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="0;url=/">
            <title>Emdia</title>
            <p><a href="/">Emdia</a></p>
            """;

    private static final String REFUSED =
            """
            <!doctype html>
            <html lang="pt-BR">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Emdia</title>
            <h1>Não foi possível entrar</h1>
            <p>O provedor confirmou quem você é, ou recusou; aqui não deu para continuar. \
            Quem administra o Emdia resolve com a linha abaixo.</p>
            <h1 lang="en">You could not be signed in</h1>
            <p lang="en">Whoever administers Emdia can mend it with this line:</p>
            <p lang="en"><code>%s</code></p>
            <p><a href="/">Voltar / <span lang="en">Back</span></a></p>
            """;

    private SignInPages() {}

    static String refused(Problem problem) {
        return REFUSED.formatted(HtmlUtils.htmlEscape(problem.detail()));
    }
}
