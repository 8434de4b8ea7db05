package dev.insight.runner.http;

import dev.insight.InsightStatus;
import dev.insight.hop.Ticker;
import dev.insight.runner.history.HistoryUsage;
import dev.insight.runner.region.RegionConfig;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where {@link StatusJson} has from what the store does not know. Not thread-safe until it is handed on. */
final class StatusSources {
    Supplier<@Nullable InsightStatus> insight = () -> null;
    Supplier<Map<String, RegionConfig>> regions = Map::of;
    Supplier<@Nullable HistoryUsage> history = () -> null;

    @Nullable
    String incidentsKept;

    Ticker ticker = Ticker.system();
}
