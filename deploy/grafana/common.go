package main

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

// What every dashboard shares: its frame, its variables, its queries.

const tag = "insight"

// What somebody has to know of each cause, after the component's name.
var causes = map[string]string{
	"hop_overloaded":  "is overloaded: calls queue, or its host is short of processors",
	"hop_slow":        "is slow, and not short of capacity: a release, its GC, what it waits for",
	"hop_failing":     "answers with errors of its own",
	"hop_down":        "does not answer, or an instance of it does not",
	"link_degraded":   "is slow, uneven or loses packets: a network's, not a process's",
	"link_down":       "lets no call through",
	"service_slow":    "is slow itself: the forwarding layer is not to blame",
	"service_failing": "answers with errors itself: the forwarding layer is not to blame",
	"dns_failing":     "resolves no names: new connections fail, kept ones go on",
	"tls_failing":     "fails the handshake: look at its certificate's dates and names",
	"prober_impaired": "stands still itself, and cannot measure well",
	"unknown":         "or something behind it is at fault; more hops must stamp to tell",
}

func pointer[T any](value T) *T { return &value }

func text(value string) dashboard.StringOrArrayOfString {
	return dashboard.StringOrArrayOfString{String: &value}
}

func source() common.DataSourceRef {
	return common.DataSourceRef{Type: pointer("prometheus"), Uid: pointer("${datasource}")}
}

// frame is a dashboard with its variables, its links and incidents as annotations, and no panels.
func frame(uid, title, description string, variables ...cog.Builder[dashboard.VariableModel]) *dashboard.DashboardBuilder {
	builder := dashboard.NewDashboardBuilder("Insight / "+title).
		Uid(uid).
		Description(description).
		Tags([]string{tag}).
		Time("now-3h", "now").
		Refresh("30s").
		Timezone("browser").
		Tooltip(dashboard.DashboardCursorSyncCrosshair).
		Annotation(incidents()).
		WithVariable(dashboard.NewDatasourceVariableBuilder("datasource").
			Label("Data source").
			Type("prometheus"))
	for _, variable := range variables {
		builder.WithVariable(variable)
	}
	return builder
}

// to is a link to another dashboard, which takes along the time, the data source and these variables: those that both have, but
// not many values to where only one can be.
func to(title, uid string, carried ...string) cog.Builder[dashboard.DashboardLink] {
	url := "/d/" + uid + "?${datasource:queryparam}"
	for _, variable := range carried {
		url += "&${" + variable + ":queryparam}"
	}
	return dashboard.NewDashboardLinkBuilder(title).
		Type(dashboard.DashboardLinkTypeLink).
		Icon("dashboard").
		Url(url).
		KeepTime(true)
}

// incidents draws each open incident as a region. Some Grafanas look for a value of 1, others for one above 0: bool serves both.
func incidents() cog.Builder[dashboard.AnnotationQuery] {
	return dashboard.NewAnnotationQueryBuilder().
		Name("Incidents").
		Datasource(source()).
		Enable(true).
		IconColor("red").
		Expr("max by (cause, component) (insight_incident_open) > bool 0").
		TitleFormat("{{component}}: {{cause}}").
		TagKeys("cause").
		Step("15s")
}

// label is a variable of the values that a label has on a metric.
func label(name, metric string) *dashboard.QueryVariableBuilder {
	return dashboard.NewQueryVariableBuilder(name).
		Label(name).
		Datasource(source()).
		Query(dashboard.StringOrMap{String: pointer(fmt.Sprintf("label_values(%s, %s)", metric, name))}).
		Refresh(dashboard.VariableRefreshOnTimeRangeChanged).
		Sort(dashboard.VariableSortAlphabeticalAsc)
}

// several is such a variable of which any number may be chosen, all unless somebody chooses.
func several(name, metric string) *dashboard.QueryVariableBuilder {
	return label(name, metric).
		Multi(true).
		IncludeAll(true).
		AllValue(".+").
		Current(dashboard.VariableOption{Text: text("All"), Value: text("$__all")})
}

// usually sets what is chosen unless somebody chooses; where there is no such value, Grafana takes the first.
func usually(variable *dashboard.QueryVariableBuilder, value string) *dashboard.QueryVariableBuilder {
	return variable.Current(dashboard.VariableOption{Text: text(value), Value: text(value)})
}

// over is a query for a curve; its legend may name labels.
func over(legend, expr string) *prometheus.DataqueryBuilder {
	return prometheus.NewDataqueryBuilder().
		Datasource(source()).
		Expr(expr).
		LegendFormat(legend).
		Range().
		EditorMode(prometheus.QueryEditorModeCode)
}

// now is a query for a table: one row a series, its labels as columns.
func now(expr string) *prometheus.DataqueryBuilder {
	return prometheus.NewDataqueryBuilder().
		Datasource(source()).
		Expr(expr).
		Instant().
		Format(prometheus.PromQueryFormatTable).
		EditorMode(prometheus.QueryEditorModeCode)
}

// refs names a panel's queries A, B, C.
func refs(queries []*prometheus.DataqueryBuilder) []cog.Builder[cogQuery] {
	var named []cog.Builder[cogQuery]
	for i, query := range queries {
		named = append(named, query.RefId(string(rune('A'+i))))
	}
	return named
}

// How far a query looks back: for what is now, at one probe in five seconds, as long as a p99 needs at least; for curves, as
// Grafana reckons from the data source's scrape interval.
const (
	lately = "[5m]"
	then   = "[$__rate_interval]"
)

// quantile of a classic histogram, by the labels given. For native ones: histogram_quantile(q, sum by (...) (rate(name[...]))).
func quantile(q, histogram, matchers, span, by string) string {
	return fmt.Sprintf("histogram_quantile(%s, sum by (%s, le) (rate(%s_bucket{%s}%s)))", q, by, histogram, matchers, span)
}

// mean of a histogram. Means, unlike quantiles, of a call's parts add up to the call's.
func mean(histogram, matchers, span, by string) string {
	return fmt.Sprintf("sum by (%[4]s) (rate(%[1]s_sum{%[2]s}%[3]s)) / sum by (%[4]s) (rate(%[1]s_count{%[2]s}%[3]s) > 0)",
		histogram, matchers, span, by)
}

// loss is the share of probes that did not end OK; none is 0 and not absent where probes were made.
func loss(counter, matchers, span, by string) string {
	all := fmt.Sprintf("sum by (%s) (rate(%s{%s}%s))", by, counter, matchers, span)
	ok := fmt.Sprintf("sum by (%s) (rate(%s{%s, outcome=\"OK\"}%s))", by, counter, matchers, span)
	return fmt.Sprintf("1 - (%s or 0 * %s) / (%s > 0)", ok, all, all)
}
