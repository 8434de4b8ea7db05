package dev.insight.benchmarks.diagnosis;

/**
 * The weather that nobody should be woken up for. Immutable.
 *
 * @param sigma of the lognormal jitter of each part
 * @param spikeChance of a spike in a hop's own time
 * @param spikeMillis its size: the mean of an exponential, or the scale of a Pareto tail
 * @param spikeShape the Pareto tail's exponent; 0 for exponential spikes
 * @param loss chance that a packet is lost, of each link and direction
 * @param wander of a base value, as a share of it
 * @param wanderSeconds how long a base takes to wander
 * @param common share of the links' wander that all links of a region have in common
 * @param burstsPerHour short congestions of each WAN link
 * @param burstMillis their mean size
 * @param deploymentsPerDay steps of a hop's own time
 * @param deploymentMillis the largest such step
 * @param baseLoad the hosts' CPU
 * @param diurnal how far that follows the day, as a share of it
 * @param instanceSpread how far instances of one hop differ, as a share of the time they take
 */
record Noise(
        double sigma,
        double spikeChance,
        double spikeMillis,
        double spikeShape,
        double loss,
        double wander,
        double wanderSeconds,
        double common,
        double burstsPerHour,
        double burstMillis,
        double deploymentsPerDay,
        double deploymentMillis,
        double baseLoad,
        double diurnal,
        double instanceSpread) {
    /** No noise at all. */
    static final Noise NONE = new Noise(0, 0, 0, 0, 0, 0, 1800, 0, 0, 0, 0, 0, 0, 0, 0);

    static Noise random(Draw draw) {
        return new Noise(
                draw.betweenLog(0.04, 0.28),
                draw.betweenLog(0.0004, 0.012),
                draw.betweenLog(10, 60),
                draw.chance(0.5) ? draw.between(1.5, 3) : 0,
                draw.betweenLog(0.00003, 0.002),
                draw.betweenLog(0.002, 0.02),
                draw.between(900, 3600),
                draw.chance(0.5) ? draw.between(0, 0.7) : 0,
                draw.betweenLog(0.1, 2),
                draw.between(10, 30),
                draw.between(0, 24),
                draw.between(0.1, 0.8),
                draw.between(0.2, 0.42),
                draw.between(0, 0.35),
                draw.between(0, 0.3));
    }

    Noise withDiurnal(double share) {
        return new Noise(
                sigma,
                spikeChance,
                spikeMillis,
                spikeShape,
                loss,
                wander,
                wanderSeconds,
                common,
                burstsPerHour,
                burstMillis,
                deploymentsPerDay,
                deploymentMillis,
                baseLoad,
                share,
                instanceSpread);
    }

    Noise withCommonWander(double size, double share) {
        return new Noise(
                sigma,
                spikeChance,
                spikeMillis,
                spikeShape,
                loss,
                size,
                wanderSeconds,
                share,
                burstsPerHour,
                burstMillis,
                deploymentsPerDay,
                deploymentMillis,
                baseLoad,
                diurnal,
                instanceSpread);
    }
}
