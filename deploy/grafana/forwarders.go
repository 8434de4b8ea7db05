package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

const (
	hops     = `hop=~"$hop", source=~"$source"`
	selfTime = "insight_hop_self_seconds"
	queueing = "insight_hop_queue_seconds"
)

// forwarders answers: which hop is short of what?
func forwarders() *dashboard.DashboardBuilder {
	builder := frame("insight-forwarders", "Forwarders",
		"Which hop is slow, and short of what? Its own time, its queue and its hosts' processors together, over all paths that cross it.",
		several("hop", "insight_hop_self_seconds_count"),
		several("source", "insight_probes_total")).
		Link(to("Overview", "insight-overview")).
		Link(to("Path", "insight-path")).
		Link(to("Prober", "insight-prober", "source"))
	p99 := func(histogram, span, by string) string { return quantile("0.99", histogram, hops, span, by) }
	cpu := "max by (hop) (insight_host_cpu_ratio{hop=~\"$hop\"})"
	busy := colored(step{0.7, "yellow"}, step{0.9, "red"})
	waits := colored(step{0.005, "yellow"}, step{0.02, "red"})
	return builder.
		WithPanel(columns(
			rows(about{title: "Hops now", width: whole, height: 10, unit: "none",
				conclude: "Of the last five minutes. Queue and processors red: overloaded, add capacity or shed load. Own time alone: " +
					"what changed there? Own time and no queue behind an overloaded hop: it only waited for it. No processors shown: not known, and not idle."},
				now(quantile("0.5", selfTime, hops, lately, "hop")),
				now(p99(selfTime, lately, "hop")),
				now(p99(queueing, lately, "hop")),
				now(cpu),
				now(loss("insight_probes_partial_total", hops, lately, "hop")),
				now("60 * sum by (hop) (rate("+selfTime+"_count{"+hops+"}"+lately+"))")).
				SortBy([]cog.Builder[common.TableSortByFieldState]{sortBy("self p99", true)}),
			column{field: "hop", name: "hop"},
			column{field: "Value #A", name: "self p50", unit: "s"},
			column{field: "Value #B", name: "self p99", unit: "s", more: colored(step{0.02, "yellow"}, step{0.1, "red"})},
			column{field: "Value #C", name: "queue p99", unit: "s", more: waits},
			column{field: "Value #D", name: "busiest host's processors", unit: "percentunit", more: busy},
			column{field: "Value #E", name: "lost when asked itself", unit: "percentunit", more: colored(step{0.01, "orange"}, step{0.05, "red"})},
			column{field: "Value #F", name: "calls measured", unit: "suffix:/min"})).
		WithRow(dashboard.NewRowBuilder("Each hop: own time, queue and processors together")).
		WithPanel(curves(about{title: "$hop", width: whole, height: tall, unit: "s",
			conclude: "All three rise together: overloaded. Queue without processors: its threads are held, by a lock or a slow disk. Own time alone: slow, and not short of capacity."},
			over("self p99", p99(selfTime, then, "hop")),
			over("queue p99", p99(queueing, then, "hop")),
			over("{{node}} processors", `max by (node) (insight_host_cpu_ratio{hop=~"$hop"})`)).
			OverrideByQuery("C", []dashboard.DynamicConfigValue{
				{Id: "unit", Value: "percentunit"},
				{Id: "max", Value: 1},
				{Id: "custom.axisPlacement", Value: "right"},
				{Id: "custom.lineStyle", Value: map[string]any{"fill": "dash", "dash": []int{6, 6}}},
			}).
			Repeat("hop").
			RepeatDirection(dashboard.PanelRepeatDirectionH).
			MaxPerRow(3)).
		WithRow(dashboard.NewRowBuilder("All hops")).
		WithPanel(curves(about{title: "Own time p99", width: half, height: 10, unit: "s",
			conclude: "Which hop stands out, and since when."},
			over("{{hop}}", p99(selfTime, then, "hop")))).
		WithPanel(curves(about{title: "Queue p99 of hops", width: half, height: 10, unit: "s",
			conclude: "The hop that is overloaded queues; those that wait for it do not."},
			over("{{hop}}", p99(queueing, then, "hop")))).
		WithPanel(curves(about{title: "Processors", width: half, height: 10, unit: "percentunit",
			conclude: "Share in use, by instance. One of several: it has more than its part of the load, or something else runs there."},
			over("{{hop}} {{node}}", `max by (hop, node) (insight_host_cpu_ratio{hop=~"$hop"})`)).Max(1)).
		WithPanel(curves(about{title: "Own time p50, by source", width: half, height: 10, unit: "s",
			conclude: "A hop is slow for whoever calls it. Slow for one source alone: look at what that source sends, or at who else is on its way."},
			over("{{hop}} from {{source}}", quantile("0.5", selfTime, hops, then, "hop, source"))))
}
