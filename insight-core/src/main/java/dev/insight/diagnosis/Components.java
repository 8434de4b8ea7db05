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
        Component component = isSelf ? hop(name, path) : isWholeWay(name, path) ? wholeWay(name, path) : link(name);
        component.crossedBy(path, hides);
        return component;
    }

    /** The hop or service {@code name} that {@code path} leads to; made if need be. */
    Component hop(String name, PathState path) {
        Component.Kind kind = path.isService(name) ? Component.Kind.SERVICE : Component.Kind.HOP;
        return all.computeIfAbsent(hopKey(name, path), key -> make(kind, name, key));
    }

    private Component wholeWay(String name, PathState path) {
        return all.computeIfAbsent(Namesakes.wholeWay(name, path.id()), key -> make(Component.Kind.LINK, name, key));
    }

    private static String hopKey(String name, PathState path) {
        return path.isService(name) ? path.serviceKey() : name;
    }

    private static boolean isWholeWay(String link, PathState path) {
        return Namesakes.isWholeWay(
                link, path.prober(), path.hops().get(path.hops().size() - 1));
    }

    /** The link {@code a>b}, which is the link {@code b>a}; made if need be. */
    Component link(String name) {
        int arrow = name.indexOf('>');
        String other = name.substring(arrow + 1) + ">" + name.substring(0, arrow);
        Component reverse = all.get(other);
        return reverse != null ? reverse : all.computeIfAbsent(name, key -> make(Component.Kind.LINK, key, key));
    }

    private Component make(Component.Kind kind, String name, String key) {
        Component made = new Component(kind, name, key);
        if (!seesTails) {
            made.ignoreTails();
        }
        return made;
    }

    /** The hop of that name, or the link if it lies between two hops; null if there is none. */
    @Nullable
    Component find(String name) {
        return all.get(name);
    }

    /** The hop or service of that name which {@code path} leads to, or null. */
    @Nullable
    Component find(String name, PathState path) {
        return all.get(hopKey(name, path));
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

    /** The links that hide {@code hop} as {@code path} has it: a service of that name elsewhere is another. */
    List<Component> linksOver(String hop, PathState path) {
        List<Component> links = new ArrayList<>();
        for (Component component : all.values()) {
            if (component.isLink() && component.hides().contains(hop) && leadsTo(component, hop, path)) {
                links.add(component);
            }
        }
        return links;
    }

    private static boolean leadsTo(Component link, String hop, PathState path) {
        return link.paths().stream().anyMatch(each -> hopKey(hop, each).equals(hopKey(hop, path)));
    }

    /** {@code path} crosses {@code component} no more; what nobody crosses is forgotten. */
    void leave(Component component, PathState path) {
        component.leftBy(path);
        forgetIfLeft(component);
    }

    /** Forgets {@code component} if no path crosses it any more and no incident is about it. */
    void forgetIfLeft(Component component) {
        if (component.paths().isEmpty() && component.incident() == null) {
            all.remove(component.key());
        }
    }
}
