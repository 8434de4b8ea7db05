package dev.insight.examples.demo;

import dev.insight.diagnosis.Cause;
import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.FaultKind;
import dev.insight.runner.store.IncidentSnapshot;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found of what was injected, and what else. Times are nanoseconds of the demo. Pure. */
final class Findings {
    /** An incident closes when all was quiet for 66 s; what opens until then may still be of the fault. */
    private static final long ECHO_NANOS = 66_000_000_000L;

    private final List<InjectedFault> injected;
    private final long startEpochMicros;

    /** {@code startEpochMicros} is when the demo's time began. */
    Findings(List<InjectedFault> injected, long startEpochMicros) {
        this.injected = injected;
        this.startEpochMicros = startEpochMicros;
    }

    /** What {@code incident} means, and whether it is one that was injected. */
    String meaning(IncidentSnapshot incident) {
        Cause cause = incident.latest().cause();
        InjectedFault fault = faultOf(incident);
        return meaning(cause) + (fault == null ? notInjected(cause) : asInjected(fault, incident));
    }

    private String asInjected(InjectedFault fault, IncidentSnapshot incident) {
        String after =
                String.format(Locale.ROOT, "%.0f s", Math.max(0, openedNanos(incident) - fault.beginNanos()) / 1e9);
        return isCause(fault.fault(), incident.latest().cause())
                ? " It is the fault that was injected, found " + after + " after it began."
                : " That is where " + fault.fault().kind().label() + " was injected, found " + after
                        + " after it began, by another cause.";
    }

    private static String notInjected(Cause cause) {
        return cause == Cause.PROBER_IMPAIRED
                ? " Nobody injected it: this machine is busy with something else."
                : " Nobody injected it there: another fault's shadow, or this machine is busy.";
    }

    private static String meaning(Cause cause) {
        return switch (cause) {
            case HOP_OVERLOADED -> "More work comes to this hop than its host can do, and calls queue.";
            case HOP_SLOW -> "This hop takes longer, and neither its queue nor its host says why.";
            case HOP_FAILING -> "This hop itself answers calls with errors.";
            case HOP_DOWN -> "Nothing answers at this hop.";
            case LINK_DEGRADED -> "Calls take longer between these two, and both of them are as they were.";
            case LINK_DOWN -> "What is sent between these two does not arrive.";
            case SERVICE_SLOW -> "The service itself takes longer, by whichever way it is called.";
            case SERVICE_FAILING -> "The service itself answers with errors.";
            case DNS_FAILING -> "The prober cannot look up whom it calls.";
            case TLS_FAILING -> "No handshake with this hop succeeds: look at its certificate.";
            case PROBER_IMPAIRED -> "The prober stands still now and then: do not believe it meanwhile.";
            case UNKNOWN -> "Something is wrong, and nothing says where.";
        };
    }

    /** The fault whose incident this is: at its component, or at a link to it, while it was on or shortly after. */
    @Nullable
    InjectedFault faultOf(IncidentSnapshot incident) {
        long opened = openedNanos(incident);
        InjectedFault found = null;
        for (InjectedFault fault : injected) {
            boolean then = opened >= fault.beginNanos() && opened - ECHO_NANOS <= fault.endNanos();
            if (then && fault.fault().component().equals(incident.latest().component())) {
                found = fault;
            }
        }
        return found;
    }

    /** The first incident that is {@code fault}'s, or null. */
    @Nullable
    IncidentSnapshot incidentOf(InjectedFault fault, List<IncidentSnapshot> incidents) {
        IncidentSnapshot first = null;
        for (IncidentSnapshot incident : incidents) {
            boolean its = fault.equals(faultOf(incident));
            if (its && (first == null || incident.openedEpochMicros() < first.openedEpochMicros())) {
                first = incident;
            }
        }
        return first;
    }

    /** A line for each fault: what was found of it; then what was found that nobody injected. */
    String summary(List<IncidentSnapshot> incidents, long nowNanos) {
        StringBuilder text = new StringBuilder();
        for (InjectedFault fault : injected) {
            text.append(fault.fault())
                    .append(": ")
                    .append(found(fault, incidents, nowNanos))
                    .append('\n');
        }
        List<IncidentSnapshot> others =
                incidents.stream().filter(incident -> faultOf(incident) == null).toList();
        for (IncidentSnapshot other : others) {
            text.append("besides: ")
                    .append(other.latest().component())
                    .append(' ')
                    .append(other.latest().cause().label())
                    .append(", which nobody injected there\n");
        }
        return text.toString();
    }

    private String found(InjectedFault fault, List<IncidentSnapshot> incidents, long nowNanos) {
        IncidentSnapshot incident = incidentOf(fault, incidents);
        if (incident == null && fault.fault().kind() == FaultKind.HOST_BUSY) {
            return "nothing was to be found, and nothing was";
        }
        if (incident == null) {
            return switch (fault.state(nowNanos)) {
                case TO_COME -> "had not begun";
                case ON -> "not found in the " + seconds(nowNanos - fault.beginNanos()) + " it was on";
                case OVER ->
                    fault.endNanos() <= fault.beginNanos()
                            ? "was cleared before it began"
                            : "not found in the " + seconds(fault.endNanos() - fault.beginNanos()) + " it was on";
            };
        }
        String cause = incident.latest().cause().label();
        return "found as " + cause + " after " + seconds(openedNanos(incident) - fault.beginNanos())
                + String.format(
                        Locale.ROOT, ", %.0f %% sure", 100 * incident.latest().confidence());
    }

    private long openedNanos(IncidentSnapshot incident) {
        return (incident.openedEpochMicros() - startEpochMicros) * 1_000;
    }

    private static boolean isCause(Fault fault, Cause cause) {
        return fault.kind().label().equals(cause.label());
    }

    static String seconds(long nanos) {
        return Math.round(Math.max(0, nanos) / 1e9) + " s";
    }
}
