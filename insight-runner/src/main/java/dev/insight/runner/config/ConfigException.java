package dev.insight.runner.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file cannot be used. Its message holds one problem a line. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigException(List<Problem> problems) {
        this.problems = List.copyOf(problems);
    }

    /** One problem a line. */
    @Override
    public String getMessage() {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** Every problem of the file, in its order. */
    public List<Problem> problems() {
        return problems;
    }
}
