package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All components of all paths, found by name. Confined to one thread. */
final class Components {
    private final Map<String, Component> all = new LinkedHashMap<>();
    private final boolean seesTails;
    private char number;

    Components() {
        this(true);
    }

    /** @param seesTails whether what a few calls take longer counts, or only what most do */
    Components(boolean seesTails) {
        this.seesTails = seesTails;
    }

    /** A number for a path that no other has had for long. */
    char nextNumber() {
        return number++;
    }

    Collection<Component> all() {
        return all.values();
    }

    /**
     * The component that a term of {@code path} belongs to, made when first seen.
     *
     * @param isSelf whether the term is a hop's own time
     * @param hides hops within that do not stamp
     */
    Component of(String name, boolean isSelf, Collection<String> hides, PathState path) {
        Component component = isSelf ? hop(name, path) : link(name);
        component.crossedBy(path, hides);
        return component;
    }

    /** The hop or service {@code name}; made if need be. */
    Component hop(String name, PathState path) {
        return all.computeIfAbsent(
                name, key -> make(path.isService(key) ? Component.Kind.SERVICE : Component.Kind.HOP, key));
    }

    /** The link {@code a>b}, which is the link {@code b>a}; made if need be. */
    Component link(String name) {
        int arrow = name.indexOf('>');
        String other = name.substring(arrow + 1) + ">" + name.substring(0, arrow);
        Component reverse = all.get(other);
        return reverse != null ? reverse : all.computeIfAbsent(name, key -> make(Component.Kind.LINK, key));
    }

    private Component make(Component.Kind kind, String name) {
        Component made = new Component(kind, name);
        if (!seesTails) {
            made.ignoreTails();
        }
        return made;
    }

    /** The component of that name, or null. */
    @Nullable
    Component find(String name) {
        return all.get(name);
    }

    /** The links that end at {@code hop}. */
    List<Component> linksAt(String hop) {
        List<Component> links = new ArrayList<>();
        for (Component component : all.values()) {
            if (component.isLink() && component.ends().contains(hop)) {
                links.add(component);
            }
        }
        return links;
    }

    /** The links that hide {@code hop}. */
    List<Component> linksOver(String hop) {
        List<Component> links = new ArrayList<>();
        for (Component component : all.values()) {
            if (component.isLink() && component.hides().contains(hop)) {
                links.add(component);
            }
        }
        return links;
    }

    /** {@code path} crosses {@code component} no more; what nobody crosses is forgotten. */
    void leave(Component component, PathState path) {
        component.leftBy(path);
        if (component.paths().isEmpty() && component.incident() == null) {
            all.remove(component.name());
        }
    }
}
