package io.emdia.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.http.Problem.Fault;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import java.time.Duration;
import java.util.List;

/** A problem as it goes out (RFC 9457). */
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

    /** Nothing is said beyond the status code's own meaning. */
    private static final String NO_TYPE_OF_ITS_OWN = "about:blank";

    /** An answer: its body and the headers that belong to it. */
    record Answer(ProblemBody body, HttpHeaders headers) {}

    static Answer answer(Problem problem) {
        var headers = new HttpHeaders();
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(retryAfter)));
        }
        return answer(problem.status(), problem.detail(), problem.faults(), headers);
    }

    static Answer answer(HttpStatus status, String detail, List<Fault> faults, HttpHeaders extra) {
        var title = status.getReasonPhrase();
        return new Answer(
                new ProblemBody(NO_TYPE_OF_ITS_OWN, title, status.value(), detail, faults), extra);
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
