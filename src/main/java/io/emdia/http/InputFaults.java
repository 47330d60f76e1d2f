package io.emdia.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.util.List;

/** Finds the member or parameter that a request which could not be read is to be blamed for. */
final class InputFaults {

    private static final String BODY = "body";
    private static final DefaultParameterNameDiscoverer NAMES =
            new DefaultParameterNameDiscoverer();

    private InputFaults() {}

    static Problem problem(ServerWebInputException refused) {
        var json = json(refused);
        if (json != null) {
            return problem(json);
        }
        if (refused instanceof MissingRequestValueException missing) {
            return Problem.invalid(missing.getName(), "is required");
        }
        var parameter = refused.getMethodParameter();
        if (parameter == null) {
            return Problem.malformed("the request cannot be read");
        }
        return parameter.hasParameterAnnotation(RequestBody.class)
                ? Problem.invalid(BODY, "must be one JSON object")
                : Problem.invalid(name(parameter), "has the wrong form");
    }

    private static Problem problem(JacksonException refused) {
        return switch (refused) {
            case StreamReadException _ -> Problem.invalid(BODY, "is not valid JSON");
            case UnrecognizedPropertyException unknown ->
                    Problem.invalid(path(unknown.getPath()), "is not known here");
            default -> Problem.invalid(path(refused.getPath()), "has the wrong type");
        };
    }

    private static @Nullable JacksonException json(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return json;
            }
        }
        return null;
    }

    /** As in {@code settings.mode} or {@code secrets[0]}. */
    private static String path(List<JacksonException.Reference> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step.getPropertyName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return text.isEmpty() ? BODY : text.toString();
    }

    private static String name(MethodParameter parameter) {
        var asked = parameter.getParameterAnnotation(RequestParam.class);
        var segment = parameter.getParameterAnnotation(PathVariable.class);
        var given = asked != null ? asked.value() : segment != null ? segment.value() : "";
        if (!given.isEmpty()) {
            return given;
        }
        parameter.initParameterNameDiscovery(NAMES);
        var written = parameter.getParameterName();
        return written == null ? "parameter " + parameter.getParameterIndex() : written;
    }
}
