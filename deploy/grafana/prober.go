package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/statetimeline"
)

const runners = `instance=~"$instance"`

// prober answers: may the other dashboards be believed?
func prober() *dashboard.DashboardBuilder {
	builder := frame("insight-prober", "Prober",
		"May the other dashboards be believed? What runners measure, skip, and throw away, and what they know of targets.",
		several("instance", "insight_targets"),
		several("source", `insight_probes_total{instance=~"$instance"}`)).
		Link(to("Overview", "insight-overview")).
		Link(to("Path", "insight-path")).
		Link(to("Forwarders", "insight-forwarders", "source"))
	return found(measured(runnersNow(builder)))
}

func runnersNow(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	cell := func(title, conclude, unit string) about {
		return about{title: title, conclude: conclude, unit: unit, width: sixth, height: 4}
	}
	of := "{" + runners + "}"
	return builder.
		WithPanel(single(cell("Runners", "That can be scraped. Fewer than there should be: their paths are measured by nobody, unless shared.", "none"),
			colors(), "count(insight_targets"+of+")")).
		WithPanel(single(cell("Paths", "Measured, by whichever runner; one that two runners probe counts once.", "none"), colors(),
			"count(sum by (source, target, route, service) (insight_probes_skipped_total"+of+"))")).
		WithPanel(single(cell("Channels", "Open connections of all runners. Far more than addresses: they are made anew and anew.", "none"), colors(),
			"sum(insight_channels"+of+")")).
		WithPanel(single(cell("Unanswered", "Probes under way. It grows when targets go silent.", "none"), colors(),
			"sum(insight_probes_outstanding"+of+")")).
		WithPanel(single(cell("Targets' age", "The oldest of what runners know of targets. Above five minutes: Consul, the file or the DNS server gives no answer.", "s"),
			colors(step{60, "yellow"}, step{300, "red"}), "max(insight_discovery_age_seconds"+of+")")).
		WithPanel(single(cell("Configuration", "bad: a runner could not read its file, and what was before is in force.", "none"), colors(),
			"min(insight_config_reload_success"+of+")").
			Mappings(mapping(map[string]dashboard.ValueMappingResult{
				"0": {Text: pointer("bad"), Color: pointer("red")},
				"1": {Text: pointer("good"), Color: pointer("green")},
			})))
}

func measured(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	of := "{" + runners + `, source=~"$source"}`
	share := func(counter string) string {
		return "sum by (source) (rate(" + counter + of + "[5m])) / (sum by (source) (rate(insight_probes_total" + of + "[5m])) > 0)"
	}
	return builder.
		WithRow(dashboard.NewRowBuilder("Does it measure well?")).
		WithPanel(curves(about{title: "Start lag", width: half, height: tall, unit: "s",
			conclude: "How late probes are sent. Above some milliseconds the runner is short of processors, and so are its latencies."},
			over("{{source}} p50", quantile("0.5", "insight_probe_start_lag_seconds", runners+`, source=~"$source"`, then, "source")),
			over("{{source}} p99", quantile("0.99", "insight_probe_start_lag_seconds", runners+`, source=~"$source"`, then, "source")))).
		WithPanel(curves(about{title: "Skipped and tainted", width: half, height: tall, unit: "percentunit",
			conclude: "Share of probes. Skipped: it came too late, or too many are unanswered. Tainted: its own pauses overlap them; above a tenth it tells little."},
			over("{{source}} skipped", share("insight_probes_skipped_total")),
			over("{{source}} tainted", share("insight_probes_tainted_total")))).
		WithPanel(stacked(curves(about{title: "Stamps that came", width: third, height: tall, unit: "suffix:/min",
			conclude: "Any but ok: who does not stamp, or stamps nonsense? Each path's dashboard has its own."},
			over("{{result}}", "60 * sum by (result) (rate(insight_stamps_total"+of+then+"))")))).
		WithPanel(curves(about{title: "Terms not trusted", width: third, height: tall, unit: "suffix:/min",
			conclude: "Parts of latencies kept out of every series, by what is wrong with them. Empty is best."},
			over("{{flaw}}", "60 * sum by (flaw) (rate(insight_terms_invalid_total"+of+then+"))"))).
		WithPanel(curves(about{title: "Thrown away", width: third, height: tall, unit: "suffix:/min",
			conclude: "Should be nothing. Reports that listeners were too slow for, exceptions in listeners, lines of the recording that the disk was too slow for."},
			over("reports dropped", "60 * sum(rate(insight_reports_dropped_total{"+runners+"}"+then+"))"),
			over("listener faults", "60 * sum(rate(insight_listener_faults_total{"+runners+"}"+then+"))"),
			over("record lost", "60 * sum(rate(insight_record_lost_total{"+runners+"}"+then+"))")))
}

func found(builder *dashboard.DashboardBuilder) *dashboard.DashboardBuilder {
	of := "{" + runners + "}"
	each := func(title, conclude, unit string) about {
		return about{title: title, conclude: conclude, unit: unit, width: quarter, height: tall}
	}
	return builder.
		WithRow(dashboard.NewRowBuilder("Does it know what to measure?")).
		WithPanel(curves(each("Paths by runner", "Runners that share paths have about as many each. A step: targets came or went.", "none"),
			over("{{instance}}", "max by (instance) (insight_targets"+of+")"))).
		WithPanel(curves(each("Channels by runner", "Steady. A sawtooth: connections are lost again and again.", "none"),
			over("{{instance}}", "max by (instance) (insight_channels"+of+")"))).
		WithPanel(curves(each("Targets' age by runner", "Near 0 while whoever knows the targets answers.", "s"),
			over("{{instance}}", "max by (instance) (insight_discovery_age_seconds"+of+")"))).
		WithPanel(statetimeline.NewPanelBuilder().
			Title("Configuration by runner").
			Description("bad: the file could not be read at the latest reload; the runner's log says why, and so does insight check.").
			Datasource(source()).
			Span(quarter).
			Height(tall).
			Mappings(mapping(map[string]dashboard.ValueMappingResult{
				"0": {Text: pointer("bad"), Color: pointer("red")},
				"1": {Text: pointer("good"), Color: pointer("green")},
			})).
			Targets(refs([]*prometheus.DataqueryBuilder{
				over("{{instance}}", "min by (instance) (insight_config_reload_success"+of+")"),
			}))).
		WithPanel(curves(about{title: "Cold probes by outcome", width: half, height: tall, unit: "suffix:/min",
			conclude: "Over connections of their own, anomalies make more of them. A code in dns or tls: new connections fail, while kept ones go on."},
			over("{{outcome}} in {{phase}}", "60 * sum by (outcome, phase) (rate(insight_probes_cold_total{"+runners+`, source=~"$source"}[5m]))`))).
		WithPanel(stacked(curves(about{title: "Incidents by cause", width: half, height: tall, unit: "none",
			conclude: "How many are open. prober_impaired again and again: give the runner processors before you believe the others."},
			over("{{cause}}", "count by (cause) (max by (cause, component) (insight_incident_open))"))))
}
