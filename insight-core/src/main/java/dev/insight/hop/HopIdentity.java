package dev.insight.hop;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a stamp does not change from call to call: who speaks, and by which means it was had. Stamps of one hop share
 * one, those read off the wire too where one with the same texts came lately. Immutable.
 */
final class HopIdentity {
    private static final int PLACES = 256;
    private static final @Nullable HopIdentity[] LATEST = new @Nullable HopIdentity[PLACES];

    final String name;
    final @Nullable String node;
    final @Nullable String role;
    final @Nullable String region;
    final HopStamp.Source source;

    /** How the texts stand on the wire, made when first written: names, and what follows the times. */
    private byte @Nullable [] wireName;

    private byte @Nullable [] wireRest;

    HopIdentity(
            String name,
            @Nullable String node,
            @Nullable String role,
            @Nullable String region,
            HopStamp.Source source) {
        this.name = Objects.requireNonNull(name, "name == null");
        this.node = node;
        this.role = role;
        this.region = region;
        this.source = source;
    }

    /** That of a stamp off the wire: bounded, as {@link Recurring} is, whatever peers send. */
    static HopIdentity recurring(String name, @Nullable String node, @Nullable String role, @Nullable String region) {
        int hash = 31 * name.hashCode() + (node == null ? 0 : node.hashCode());
        int place = (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
        HopIdentity latest = LATEST[place];
        if (latest != null && latest.is(name, node, role, region, HopStamp.Source.STAMP)) {
            return latest;
        }
        HopIdentity made = new HopIdentity(name, node, role, region, HopStamp.Source.STAMP);
        LATEST[place] = made;
        return made;
    }

    /** The name as it stands on the wire. */
    byte[] wireName() {
        byte[] wire = wireName;
        if (wire == null) {
            wire = new WireBytes(name.length() + 1).appendToken(name).toBytes();
            VarHandle.releaseFence(); // whoever comes to see the bytes sees what they are
            wireName = wire;
        }
        return wire;
    }

    /** The rest as it stands on the wire. */
    byte[] wireRest() {
        byte[] wire = wireRest;
        if (wire == null) {
            WireBytes out = new WireBytes(64);
            append(out, ";node=", node);
            append(out, ";role=", role);
            append(out, ";region=", region);
            wire = out.toBytes();
            VarHandle.releaseFence();
            wireRest = wire;
        }
        return wire;
    }

    private static void append(WireBytes out, String key, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            out.append(key).appendValue(text, StampLimits.MAX_TEXT);
        }
    }

    private boolean is(
            String thatName,
            @Nullable String thatNode,
            @Nullable String thatRole,
            @Nullable String thatRegion,
            HopStamp.Source thatSource) {
        return name.equals(thatName)
                && source == thatSource
                && Objects.equals(node, thatNode)
                && Objects.equals(role, thatRole)
                && Objects.equals(region, thatRegion);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HopIdentity that && is(that.name, that.node, that.role, that.region, that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, node);
    }
}
