package dev.insight.runner.cluster;

import java.util.Collection;

/**
 * Says who of several has a thing, so that all who know the same members say the same, and that as few things as can be move
 * when a member comes or goes: each has those of which its own score is the highest. (Thaler and Ravishankar, 1998.)
 */
final class Rendezvous {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {}

    /** Whether {@code self} is among the {@code owners} of {@code members} that have {@code thing}. */
    static boolean owns(String self, Collection<String> members, int owners, String thing) {
        long own = score(self, thing);
        int higher = 0;
        for (String member : members) {
            long score = member.equals(self) ? own : score(member, thing);
            boolean isHigher = score > own || (score == own && member.compareTo(self) > 0);
            if (isHigher && ++higher == owners) {
                return false;
            }
        }
        return true;
    }

    /** A number that has nothing to do with that of any other pair. */
    static long score(String member, String thing) {
        return mixed(hash(hash(FNV_OFFSET, member) * FNV_PRIME, thing));
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** MurmurHash3's finalizer: names that differ in their last letter alone have nothing in common any more. */
    private static long mixed(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
