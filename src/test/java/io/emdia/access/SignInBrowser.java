package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Goes where it is sent, one step at a time, and shows the cookies it was given. */
final class SignInBrowser implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    SignInBrowser(String address) {
        this.address = address;
    }

    /** All of it, as a browser goes from one to the other. */
    HttpResponse<String> signIn() throws Exception {
        var begun = begin();
        return get(location(get(location(begun))), "Cookie", pair(begun));
    }

    HttpResponse<String> begin() throws Exception {
        var begun = get(address + "/oauth2/authorization/corp");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(302);
        return begun;
    }

    HttpResponse<String> me(HttpResponse<String> signedIn) throws Exception {
        return get(address + "/v1/me", "Cookie", session(signedIn));
    }

    int signOut(HttpResponse<String> signedIn) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(address + "/sign-out"))
                        .headers("Cookie", session(signedIn), CredentialReading.CSRF_HEADER, "1")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    HttpResponse<String> get(String uri, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri));
        for (var index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    static String session(HttpResponse<String> answer) {
        return cookie(answer, CredentialReading.SESSION_COOKIE).orElseThrow().split(";")[0];
    }

    static String pair(HttpResponse<String> begun) {
        return cookie(begun, PendingSignIn.COOKIE).orElseThrow().split(";")[0];
    }

    static Optional<String> cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst();
    }

    @Override
    public void close() {
        http.close();
    }
}
