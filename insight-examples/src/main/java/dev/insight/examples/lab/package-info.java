/**
 * A cross-region world on loopback, in one process: services, gateways and mediaries for a few regions, relays that stand
 * for the wires between them, and faults to switch on while it runs. Start at {@link dev.insight.examples.lab.Lab}.
 */
@NullMarked
package dev.insight.examples.lab;

import org.jspecify.annotations.NullMarked;
