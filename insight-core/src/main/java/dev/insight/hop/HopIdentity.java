package dev.insight.hop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a stamp does not change from call to call: who speaks, and by which means it was had. Stamps of one hop share
 * one, those read off the wire too where one with the same texts came lately. Immutable.
 */
final class HopIdentity {
    private static final int PLACES = 256;
    private static final @Nullable HopIdentity[] LATEST = new @Nullable HopIdentity[PLACES];
    /** The same by how they stand on the wire, so that no text need be made to find one. */
    private static final @Nullable HopIdentity[] LATEST_ON_WIRE = new @Nullable HopIdentity[PLACES];

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** An odd number whose bits look random: 2^64 by the golden ratio. */
    private static final long ODD = 0x9e3779b97f4a7c15L;

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

    /** That of a stamp with these texts: bounded, as {@link Recurring} is, whatever peers send. */
    static HopIdentity recurring(
            String name,
            @Nullable String node,
            @Nullable String role,
            @Nullable String region,
            HopStamp.Source source) {
        int hash = 31 * name.hashCode() + (node == null ? 0 : node.hashCode());
        int place = (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
        HopIdentity latest = LATEST[place];
        if (latest != null && latest.is(name, node, role, region, source)) {
            return latest;
        }
        HopIdentity made = new HopIdentity(name, node, role, region, source);
        LATEST[place] = made;
        return made;
    }

    /** The one that came lately and stands on the wire exactly so: its name, and what follows the times. */
    static @Nullable HopIdentity onWire(byte[] text, int nameFrom, int nameTo, int restFrom, int restTo) {
        HopIdentity latest = LATEST_ON_WIRE[place(text, nameFrom, nameTo, restFrom, restTo)];
        return latest != null && latest.stands(text, nameFrom, nameTo, restFrom, restTo) ? latest : null;
    }

    /** Lets {@link #onWire} find this, if this is how it stands there. */
    void remember(byte[] text, int nameFrom, int nameTo, int restFrom, int restTo) {
        if (stands(text, nameFrom, nameTo, restFrom, restTo)) {
            LATEST_ON_WIRE[place(text, nameFrom, nameTo, restFrom, restTo)] = this;
        }
    }

    private boolean stands(byte[] text, int nameFrom, int nameTo, int restFrom, int restTo) {
        byte[] ownName = wireName();
        byte[] rest = wireRest();
        return Arrays.equals(text, nameFrom, nameTo, ownName, 0, ownName.length)
                && Arrays.equals(text, restFrom, restTo, rest, 0, rest.length);
    }

    private static int place(byte[] text, int nameFrom, int nameTo, int restFrom, int restTo) {
        long hash = mix(mix(0, text, nameFrom, nameTo), text, restFrom, restTo);
        return (int) (hash ^ hash >>> 24 ^ hash >>> 48) & (PLACES - 1);
    }

    /** Eight bytes at a time: byte by byte this took a third of reading a stamp. */
    private static long mix(long hash, byte[] text, int from, int to) {
        long mixed = hash ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            mixed = (mixed ^ (long) EIGHT_BYTES.get(text, at)) * ODD;
            mixed ^= mixed >>> 32;
        }
        for (; at < to; at++) {
            mixed = (mixed ^ text[at]) * ODD;
        }
        return mixed;
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
