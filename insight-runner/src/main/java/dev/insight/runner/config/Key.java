package dev.insight.runner.config;

/**
 * One key of the file: the only place where its name, form, default and meaning are written.
 *
 * @param <T> what its value is read to
 */
final class Key<T> {
    final String name;
    final Form<T> form;
    final boolean required;
    final String otherwise;
    final String meaning;

    private Key(String name, Form<T> form, boolean required, String otherwise, String meaning) {
        this.name = name;
        this.form = form;
        this.required = required;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    static <T> Key<T> required(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, true, "", meaning);
    }

    /** A key that may be left out; {@code otherwise} says in words what holds then. */
    static <T> Key<T> optional(String name, Form<T> form, String otherwise, String meaning) {
        return new Key<>(name, form, false, otherwise, meaning);
    }

    @Override
    public String toString() {
        return name;
    }
}
