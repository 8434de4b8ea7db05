package dev.insight.runner.incidents;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.insight.runner.store.IncidentSnapshot;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a journal: whole lines that are sound count, whatever stands between them. Used for one journal. */
final class JournalReader {
    /** More than the line of an incident on every path of the largest runner. */
    private static final int MOST_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);
    private final Map<String, IncidentSnapshot> incidents = new LinkedHashMap<>();
    /** When each that was said to be still open was so last. */
    private final Map<String, Long> stillOpenMicros = new HashMap<>();

    private boolean isTorn;
    private boolean isTooLong;
    private int skipped;

    private JournalReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * Reads all of {@code in}.
     *
     * @throws ForeignJournalException when it is something else, or a later version's
     */
    static Kept read(InputStream in) throws IOException {
        return new JournalReader(in).read();
    }

    private Kept read() throws IOException {
        boolean isThere = next();
        if (!isThere || isStump()) {
            return new Kept(List.of(), 0, true, isThere);
        }
        String first = line.toString(US_ASCII);
        if (!first.equals(JournalLine.HEADER) || isTorn) {
            throw new ForeignJournalException(
                    first.startsWith(JournalLine.ANY_HEADER)
                            ? "a later version of Insight made it"
                            : "it is no journal of incidents");
        }
        while (next()) {
            byte[] bytes = line.toByteArray();
            if (!take(bytes) && !isTorn && bytes.length > 0) {
                skipped++;
            }
        }
        return new Kept(incidents.values().stream().map(this::ended).toList(), skipped, false, isTorn);
    }

    /** A first line that the process was killed while writing. */
    private boolean isStump() {
        return isTorn && JournalLine.HEADER.startsWith(line.toString(US_ASCII));
    }

    /** Reads the next line, if there is one, or the beginning of one that is too long. */
    private boolean next() throws IOException {
        line.reset();
        isTooLong = false;
        int value = in.read();
        if (value < 0) {
            return false;
        }
        for (; value >= 0 && value != '\n'; value = in.read()) {
            if (line.size() < MOST_LINE_BYTES) {
                line.write(value);
            } else {
                isTooLong = true;
            }
        }
        isTorn = value < 0;
        return true;
    }

    private boolean take(byte[] bytes) {
        byte @Nullable [] json = isTooLong ? null : JournalLine.checked(bytes);
        if (json == null) {
            return false;
        }
        try {
            if (StillOpen.isOne(json)) {
                StillOpen still = StillOpen.read(json);
                still.ids().forEach(id -> stillOpenMicros.merge(id, still.epochMicros(), Math::max));
            } else {
                take(VerdictReader.read(json));
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false; // sound, and still nothing this version can use
        }
    }

    private void take(JournalEntry entry) {
        IncidentSnapshot known = incidents.get(entry.verdict().id());
        if (known == null) {
            incidents.put(entry.verdict().id(), begun(entry));
        } else if (entry.number() > known.changes()) {
            incidents.put(known.id(), then(known, entry));
        }
    }

    /** {@code incident} now that who told of it lives no more. */
    private IncidentSnapshot ended(IncidentSnapshot incident) {
        return incident.isOpen() ? incident.interrupted(stillOpenMicros.getOrDefault(incident.id(), 0L)) : incident;
    }

    private static IncidentSnapshot begun(JournalEntry entry) {
        long opened = entry.openedEpochMicros() < 0 ? entry.verdict().epochMicros() : entry.openedEpochMicros();
        return IncidentSnapshot.kept(entry.verdict(), opened, entry.continues(), entry.number());
    }

    private static IncidentSnapshot then(IncidentSnapshot known, JournalEntry entry) {
        return entry.openedEpochMicros() < 0
                ? known.keptOn(entry.verdict(), known.openedEpochMicros(), known.continues(), entry.number())
                : known.keptOn(entry.verdict(), entry.openedEpochMicros(), entry.continues(), entry.number());
    }
}
