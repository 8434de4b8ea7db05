package main

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/heatmap"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

const (
	onePair = `source="$source", target="$target", service="$service"`
	onePath = `source="$source", target="$target", route="$route", service="$service"`
)

// path answers: which hop or link of this path takes the time, and since when?
func path() *dashboard.DashboardBuilder {
	// Each variable has only what there is for those before it.
	of := func(matchers string) string { return "insight_probes_total{" + matchers + "}" }
	builder := frame("insight-path", "Path",
		"Which hop or link of this path takes the time, and since when?",
		label("source", "insight_probes_total"),
		label("target", of(`source="$source"`)),
		usually(label("route", of(`source="$source", target="$target"`)), "forwarded"),
		label("service", of(`source="$source", target="$target", route="$route"`))).
		Link(to("Overview", "insight-overview", "route")). // of all pairs
		Link(to("Forwarders", "insight-forwarders", "source")).
		Link(to("Prober", "insight-prober", "source"))
	return howItEnds(waterfall(summary(builder)))
}

func summary(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	cell := func(title, conclude, unit string) about {
		return about{title: title, conclude: conclude, unit: unit, width: sixth, height: 4}
	}
	slow := colors(step{0.3, "yellow"}, step{0.5, "orange"}, step{1, "red"})
	return builder.
		WithPanel(single(cell("Up", "Whether the latest probe ended OK.", "none"), colors(),
			"min(cross_region_up{"+onePath+"})").Mappings(upOrDown())).
		WithPanel(single(cell("Latest", "The latest probe that ended OK. Empty: none did for three intervals.", "ms"),
			colors(step{300, "yellow"}, step{500, "orange"}, step{1000, "red"}), "max(cross_region_latency_ms{"+onePath+"})")).
		WithPanel(single(cell("p50, 5 min", "What a usual call takes.", "s"), slow,
			quantile("0.5", probeTime, onePath, lately, "route"))).
		WithPanel(single(cell("p99, 5 min", "One call in a hundred takes longer; orange misses the objective.", "s"), slow,
			quantile("0.99", probeTime, onePath, lately, "route"))).
		WithPanel(single(cell("Lost, 5 min", "Share of probes that did not end OK.", "percentunit"),
			colors(step{0.001, "yellow"}, step{0.01, "orange"}, step{0.05, "red"}),
			loss("insight_probes_total", onePath, lately, "route"))).
		WithPanel(single(cell("Probes", "How many the numbers beside it are made of, of all runners together.", "suffix:/min"), colors(),
			"60 * sum(rate(insight_probes_total{"+onePath+"}"+lately+"))"))
}

// inOrder labels a query's series, which have a label hop or link, with their part of the call: the hop's place on the route, then
// the hop, or the link to it, which is what keeps them in order: series are sorted by labels. A link's two spaces put it before its hop.
func inOrder(expr, label string) string {
	hop, gap := expr, " "
	if label == "link" {
		hop, gap = fmt.Sprintf(`label_replace(%s, "hop", "$1", "link", ".*>(.*)")`, expr), "  "
	}
	places := "count_values by (hop) (\"place\", max by (hop) (insight_hop_position{" + onePath + "}))"
	places = fmt.Sprintf(`label_replace(%s, "place", "0$1", "place", "(.)")`, places)
	return fmt.Sprintf(`label_join((%s) * on (hop) group_left (place) %s, "part", "%s", "place", "%s")`, hop, places, gap, label)
}

// parts is such a query of every hop and every link.
func parts(make func(histogram, by string) string) string {
	return inOrder(make("insight_link_seconds", "link"), "link") + " or " + inOrder(make("insight_hop_self_seconds", "hop"), "hop")
}

func waterfall(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	// A part's time by all calls, not only those that had it, so that the parts add up to the call whoever stamps how often.
	perCall := func(histogram, span, by string) string {
		return fmt.Sprintf("sum by (%s) (rate(%s_sum{%s}%s)) / on () group_left () sum(rate(%s_count{%s}%s) > 0)",
			by, histogram, onePath, span, probeTime, onePath, span)
	}
	means := func(span string) string {
		residual := fmt.Sprintf(`label_replace(%s, "part", "99 no stamp explains it", "", "")`,
			perCall("insight_path_residual_seconds", span, "route"))
		return "max by (part) (" +
			parts(func(histogram, by string) string { return perCall(histogram, span, by) }) + " or " + residual + ")"
	}
	quantiles := func(q, span string) string {
		return "max by (part) (" + parts(func(histogram, by string) string { return quantile(q, histogram, onePath, span, by) }) + ")"
	}
	queue := inOrder(quantile("0.99", "insight_hop_queue_seconds", onePath, lately, "hop"), "hop")
	return builder.
		WithRow(dashboard.NewRowBuilder("Where the time goes: hops and links outward, the prober at the bottom")).
		WithPanel(stacked(curves(about{title: "Waterfall", width: whole, height: 12, unit: "s",
			conclude: "Means of each part, which add up to the call's mean. A hop's row is its own time, a link's both directions. " +
				"The band that grew is the fault: a hop's is a process, a link's is a network. What hops hide that do not stamp is in the link around them.",
		}, over("{{part}}", means(then))))).
		WithPanel(columns(
			rows(about{title: "Parts now", width: half, height: 11, unit: "s",
				conclude: "Of the last five minutes. p99 far above p50 on one part alone: uneven, as a link that loses packets or a hop that pauses. " +
					"Of two hops that are slow together, the one with a queue is overloaded."},
				now(means(lately)), now(quantiles("0.5", lately)), now(quantiles("0.99", lately)), now("max by (part) ("+queue+")")).
				SortBy([]cog.Builder[common.TableSortByFieldState]{sortBy("part", false)}),
			column{field: "part", name: "part", more: []dashboard.DynamicConfigValue{{Id: "custom.width", Value: 280}}},
			column{field: "Value #A", name: "by call", unit: "s", more: []dashboard.DynamicConfigValue{
				{Id: "custom.cellOptions", Value: map[string]any{"type": "gauge", "mode": "basic"}}}},
			column{field: "Value #B", name: "p50", unit: "s"},
			column{field: "Value #C", name: "p99", unit: "s"},
			column{field: "Value #D", name: "queue p99", unit: "s", more: colored(step{0.005, "yellow"}, step{0.02, "red"})})).
		WithPanel(curves(about{title: "Queue p99", width: half, height: 11, unit: "s",
			conclude: "Waiting for an executor, where hops tell of it. It rises at the hop that is overloaded, and not at those that wait for it."},
			over("{{part}}", "max by (part) ("+inOrder(quantile("0.99", "insight_hop_queue_seconds", onePath, then, "hop"), "hop")+")"))).
		WithPanel(curves(about{title: "By route", width: half, height: tall, unit: "s",
			conclude: "p50 of every route between the same two. Only forwarded rose: the forwarding layer. Both rose: the ocean or the service."},
			over("{{route}}", quantile("0.5", probeTime, onePair, then, "route")))).
		WithPanel(heatmap.NewPanelBuilder().
			Title("Spread").
			Description("How many calls took how long. Two bands: two ways, or two instances. A tail above: loss, or pauses.").
			Datasource(source()).
			Span(half).
			Height(tall).
			Calculate(false).
			YAxis(heatmap.NewYAxisConfigBuilder().Unit("s")).
			Color(heatmap.NewHeatmapColorOptionsBuilder().Mode(heatmap.HeatmapColorModeScheme).Scheme("Oranges").Steps(64)).
			Targets(refs([]*prometheus.DataqueryBuilder{
				over("{{le}}", "sum by (le) (increase("+probeTime+"_bucket{"+onePath+"}"+then+"))").
					Format(prometheus.PromQueryFormatHeatmap).Exemplar(true),
			})))
}

func howItEnds(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	phases := []*prometheus.DataqueryBuilder{}
	for _, phase := range []string{"dns", "connect", "tls", "http2", "rpc"} {
		phases = append(phases, over("{{phase}}",
			mean("insight_probe_phase_seconds", onePath+`, phase="`+phase+`"`, "[5m]", "phase")))
	}
	return builder.
		WithRow(dashboard.NewRowBuilder("How calls end")).
		WithPanel(stacked(curves(about{title: "Outcomes", width: third, height: tall, unit: "suffix:/min",
			conclude: "UNAVAILABLE in connect: nobody listens. DEADLINE_EXCEEDED in rpc: nobody answered. Another code in rpc: somebody refused, as the partial-path probes show."},
			over("{{outcome}} in {{phase}}", "60 * sum by (outcome, phase) (rate(insight_probes_total{"+onePath+"}"+then+"))")))).
		WithPanel(curves(about{title: "How far calls get", width: third, height: tall, unit: "percentunit",
			conclude: "Probes that a hop should answer itself, lost. The first hop that loses them, or the link to it, is where calls end."},
			over("{{hop}}", loss("insight_probes_partial_total", onePath, "[5m]", "hop"))).Max(1)).
		WithPanel(stacked(curves(about{title: "Cold probes", width: third, height: tall, unit: "s",
			conclude: "Means of the phases of a call over a connection of its own, that warm calls do not pay. Here DNS and TLS show first."},
			phases...))).
		WithPanel(curves(about{title: "Residual", width: third, height: tall, unit: "s",
			conclude: "p50 of what no stamp explains: the time behind the last hop that stamped. Empty is best: every hop stamps."},
			over("residual", quantile("0.5", "insight_path_residual_seconds", onePath, then, "route")))).
		WithPanel(curves(about{title: "Stamps", width: third, height: tall, unit: "suffix:/min",
			conclude: "Any but ok: parts of the waterfall are coarser than they look. missing: a hop does not stamp, and hides in the link around it."},
			over("{{result}}", "60 * sum by (result) (rate(insight_stamps_total{"+onePath+"}"+then+"))"))).
		WithPanel(curves(about{title: "Not measured", width: third, height: tall, unit: "suffix:/min",
			conclude: "Probes skipped, or tainted by a pause of the prober. Much of it: look at the prober before you believe a latency."},
			over("skipped", "60 * sum(rate(insight_probes_skipped_total{"+onePath+"}"+then+"))"),
			over("tainted", "60 * sum(rate(insight_probes_tainted_total{"+onePath+"}"+then+"))")))
}
