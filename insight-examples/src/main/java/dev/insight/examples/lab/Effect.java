package dev.insight.examples.lab;

/** A fault made ready: what begins it, which says in turn what ends it. */
interface Effect {
    Runnable begin();
}
