package io.emdia.database;

/** The process must not start like this; the message is one sentence that says what to do. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String whatToDo) {
        super(whatToDo);
    }

    public StartRefused(String whatToDo, Throwable cause) {
        super(whatToDo, cause);
    }
}
