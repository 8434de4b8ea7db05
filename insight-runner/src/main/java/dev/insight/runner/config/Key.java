package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of the file: the only place where its name, form, default and meaning are written. {@code docs/configuration.md} is
 * made of them, and messages quote them. Immutable.
 *
 * @param <T> what its value is read to
 */
final class Key<T> {
    final String name;
    final Form<T> form;
    final boolean required;
    final String otherwise;
    final String meaning;
    /** Null: as the mapping that it stands in. */
    final @Nullable TakenUp takenUp;

    private final @Nullable ScalarForm<T> preset;

    private Key(
            String name,
            Form<T> form,
            boolean required,
            String otherwise,
            String meaning,
            @Nullable TakenUp takenUp,
            @Nullable ScalarForm<T> preset) {
        this.name = name;
        this.form = form;
        this.required = required;
        this.otherwise = otherwise;
        this.meaning = meaning;
        this.takenUp = takenUp;
        this.preset = preset;
    }

    static <T> Key<T> required(String name, Form<T> form, String meaning) {
        return new Key<>(name, form, true, "", meaning, null, null);
    }

    /** A key that may be left out; {@code otherwise} says in words what holds then. */
    static <T> Key<T> optional(String name, Form<T> form, String otherwise, String meaning) {
        return new Key<>(name, form, false, otherwise, meaning, null, null);
    }

    /** A key that may be left out; {@code value}, as the file would have it, holds then: {@link Section.Fields#orPreset}. */
    static <T> Key<T> preset(String name, ScalarForm<T> form, String value, String meaning) {
        return new Key<>(name, form, false, value, meaning, null, form);
    }

    /** The same key, of which a change is taken up as {@code when} says; said of each key of the file's outermost mapping. */
    Key<T> takenUp(TakenUp when) {
        return new Key<>(name, form, required, otherwise, meaning, when, preset);
    }

    /** Whether {@link #otherwise} is a value, and no words. */
    boolean isPreset() {
        return preset != null;
    }

    /** What holds where the file does not say. */
    T preset() {
        if (preset == null) {
            throw new IllegalStateException(name + " has no value of its own where the file does not say");
        }
        return preset.parse(otherwise);
    }

    /** The first of what {@link #meaning} says, for messages. */
    String brief() {
        int end = meaning.indexOf(';');
        return end < 0 ? meaning : meaning.substring(0, end);
    }

    @Override
    public String toString() {
        return name;
    }
}
