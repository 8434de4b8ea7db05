package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

const (
	pairs     = `source=~"$source", target=~"$target", route="$route", service=~"$service"`
	probeTime = "insight_probe_duration_seconds"
)

// overview answers: what is wrong, and between which regions?
func overview() *dashboard.DashboardBuilder {
	builder := frame("insight-overview", "Overview",
		"What is wrong, and between which regions? Open incidents first; then every pair of regions by one route; a cell leads to its path.",
		usually(label("route", "insight_probes_total"), "forwarded"),
		several("source", "insight_probes_total"),
		several("target", "insight_probes_total"),
		several("service", "insight_probes_total"),
		dashboard.NewCustomVariableBuilder("before").
			Label("compared with").
			Values(dashboard.StringOrMap{String: pointer("1h,6h,1d,7d")}).
			Current(dashboard.VariableOption{Text: text("1h"), Value: text("1h")})).
		Link(to("Path", "insight-path", "route")).
		Link(to("Forwarders", "insight-forwarders", "source")).
		Link(to("Prober", "insight-prober", "source"))
	return overTime(pairsNow(openIncidents(builder)))
}

func openIncidents(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	words := map[string]dashboard.ValueMappingResult{}
	for cause, said := range causes {
		words[cause] = dashboard.ValueMappingResult{Text: pointer(said)}
	}
	open := "max by (cause, component) (insight_incident_open)"
	return builder.
		WithPanel(columns(
			rows(about{title: "Open incidents", width: 16, height: tall, unit: "none",
				conclude: "One fault a row, however many paths it touches. What is not here, Insight does not accuse. " +
					"Evidence, and what is cleared: /api/v1/incidents of the runner."},
				now(open),
				// One younger than a step is not there yet, and was first seen now.
				now("(time() - min_over_time(timestamp("+open+")[6h:30s]) and "+open+") or 0 * "+open)).
				NoValue("No incident is open.").
				SortBy([]cog.Builder[common.TableSortByFieldState]{sortBy("sure", true)}),
			column{field: "component", name: "component", more: []dashboard.DynamicConfigValue{
				{Id: "custom.width", Value: 240},
				{Id: "links", Value: []any{map[string]any{"title": "Its load and queue, if it is a hop",
					"url": "/d/insight-forwarders?${datasource:queryparam}&${__url_time_range}&var-hop=${__value.text}"}}}}},
			column{field: "cause", name: "what is wrong", more: []dashboard.DynamicConfigValue{{Id: "mappings", Value: mapping(words)}}},
			column{field: "Value #A", name: "sure", unit: "percentunit", more: append(
				colored(step{0.5, "yellow"}, step{0.8, "red"}), dashboard.DynamicConfigValue{Id: "custom.width", Value: 90})},
			column{field: "Value #B", name: "first seen, of 6 h", unit: "dtdurations", more: []dashboard.DynamicConfigValue{
				{Id: "custom.width", Value: 150}}})).
		WithPanel(columns(
			rows(about{title: "Alerts that fire", width: third, height: tall, unit: "none",
				conclude: "What Insight's rules tell of now. An alert without an incident beside it: the objective is missed, and no component accused."},
				now(`max by (alertname, severity, of) (label_join(ALERTS{alertname=~"Insight.+|CrossRegion.+", alertstate="firing"}, `+
					`"of", " ", "component", "source", "target", "route", "instance"))`)).
				NoValue("None."),
			column{field: "alertname", name: "alert"},
			column{field: "severity", name: "severity"},
			column{field: "of", name: "of"}))
}

func pairsNow(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	pair := "source, target"
	p50 := quantile("0.5", probeTime, pairs, lately, pair)
	slow := colors(step{0.3, "yellow"}, step{0.5, "orange"}, step{1, "red"})
	lost := colors(step{0.001, "yellow"}, step{0.01, "orange"}, step{0.05, "red"})
	return builder.
		WithRow(dashboard.NewRowBuilder("By route $route, from source (row) to target (column), of the last five minutes")).
		WithPanel(matrix(about{title: "p50", width: third, height: tall, unit: "s",
			conclude: "What a usual call takes. Oceans are never green for everybody: compare with earlier before you call it slow."}, slow, p50)).
		WithPanel(matrix(about{title: "p99", width: third, height: tall, unit: "s",
			conclude: "One call in a hundred takes longer. Orange misses the objective of half a second in insight-rules.yml."},
			slow, quantile("0.99", probeTime, pairs, lately, pair))).
		WithPanel(matrix(about{title: "p50, times what it was", width: third, height: tall, unit: "suffix:×",
			conclude: "Against as long ago as \"compared with\" says. A whole row: what leaves that region. A whole column: what enters it. One cell: one link."},
			colors(step{1.2, "yellow"}, step{1.5, "orange"}, step{2, "red"}),
			p50+" / "+quantile("0.5", probeTime, pairs, lately+" offset $before", pair))).
		WithPanel(matrix(about{title: "Lost", width: third, height: tall, unit: "percentunit",
			conclude: "Share of probes that did not end OK. The path's dashboard says with which code, in which phase."},
			lost, loss("insight_probes_total", pairs, lately, pair))).
		WithPanel(matrix(about{title: "Up", width: third, height: tall, unit: "none",
			conclude: "Whether the latest probe ended OK; of several services or runners, whether that of each did."},
			colors(), "min by (source, target) (cross_region_up{"+pairs+"})").
			Mappings(upOrDown())).
		WithPanel(matrix(about{title: "Budget for errors, of one hour", width: third, height: tall, unit: "suffix:×",
			conclude: "How many times as fast as it may the month's budget of failed probes goes; 14.4 pages. Needs Insight's recording rules; all services together."},
			colors(step{1, "yellow"}, step{6, "orange"}, step{14.4, "red"}),
			`max by (source, target) (source_target_route:insight_probe_errors:ratio_rate1h{source=~"$source", target=~"$target", route="$route"}) / 0.001`))
}

func overTime(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	pair, path := "source, target", "source, target, route, service"
	legend := "{{source}} to {{target}}"
	each := `source=~"$source", target=~"$target", service=~"$service"`
	open := "var-source=${__data.fields.source}&var-target=${__data.fields.target}" +
		"&var-route=${__data.fields.route}&var-service=${__data.fields.service}"
	return builder.
		WithRow(dashboard.NewRowBuilder("Over time, by route $route")).
		WithPanel(curves(about{title: "p50 over time", width: half, height: 9, unit: "s",
			conclude: "Several that rise together share a component; red regions are Insight's incidents, which say which."},
			over(legend, quantile("0.5", probeTime, pairs, then, pair)))).
		WithPanel(curves(about{title: "Lost over time", width: half, height: 9, unit: "percentunit",
			conclude: "Share of probes that did not end OK."},
			over(legend, loss("insight_probes_total", pairs, then, pair))).Max(1)).
		WithRow(dashboard.NewRowBuilder("Every path, by any route")).
		WithPanel(columns(
			rows(about{title: "Paths", width: whole, height: 12, unit: "none",
				conclude: "The latest latency, quantiles and loss of each path. A path without a latest latency had no success in three intervals."},
				now("max by ("+path+") (cross_region_latency_ms{"+each+"})"),
				now(quantile("0.5", probeTime, each, lately, path)),
				now(quantile("0.99", probeTime, each, lately, path)),
				now(loss("insight_probes_total", each, lately, path)),
				now("min by ("+path+") (cross_region_up{"+each+"})")).
				Filterable(true),
			column{field: "source", name: "source", more: []dashboard.DynamicConfigValue{{Id: "links", Value: []any{
				map[string]any{"title": "This path", "url": "/d/insight-path?${datasource:queryparam}&${__url_time_range}&" + open}}}}},
			column{field: "target", name: "target"},
			column{field: "route", name: "route"},
			column{field: "service", name: "service"},
			column{field: "Value #E", name: "up", more: append(colored(),
				dashboard.DynamicConfigValue{Id: "mappings", Value: upOrDown()})},
			column{field: "Value #A", name: "latest", unit: "ms"},
			column{field: "Value #B", name: "p50", unit: "s"},
			column{field: "Value #C", name: "p99", unit: "s", more: colored(step{0.5, "orange"}, step{1, "red"})},
			column{field: "Value #D", name: "lost", unit: "percentunit",
				more: colored(step{0.001, "yellow"}, step{0.01, "orange"}, step{0.05, "red"})}))
}
