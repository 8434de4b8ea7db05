package main

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

// query is one that Grafana would send, of a panel or of the annotations.
type query struct {
	dashboard, panel, kind string
	ref, expr, legend      string
	unit, repeat           string // of what it returns; the variable for each of whose values the panel is there
	instant                bool
	transformations        []dashboard.DataTransformerConfig
}

func (one query) name() string {
	return one.dashboard + ": " + one.panel + " " + one.ref
}

func queriesOf(of dashboard.Dashboard) ([]query, error) {
	var all []query
	for _, panel := range panelsOf(of) {
		for _, target := range panel.Targets {
			data, ok := target.(prometheus.Dataquery)
			if pointed, isPointer := target.(*prometheus.Dataquery); isPointer {
				data, ok = *pointed, true
			}
			if !ok {
				return nil, fmt.Errorf("%s: %s has a query that is not a Prometheus's", *of.Title, *panel.Title)
			}
			all = append(all, query{
				dashboard: *of.Title, panel: *panel.Title, kind: panel.Type,
				ref: value(data.RefId), expr: data.Expr, legend: value(data.LegendFormat),
				unit: unitOf(panel, value(data.RefId)), instant: data.Instant != nil && *data.Instant, repeat: value(panel.Repeat),
				transformations: panel.Transformations,
			})
		}
	}
	for _, annotation := range of.Annotations.List {
		all = append(all, query{
			dashboard: *of.Title, panel: annotation.Name, kind: "annotation",
			ref: "-", expr: value(annotation.Expr), legend: value(annotation.TitleFormat) + "{{" + value(annotation.TagKeys) + "}}",
		})
	}
	return all, nil
}

func panelsOf(of dashboard.Dashboard) []dashboard.Panel {
	var panels []dashboard.Panel
	for _, one := range of.Panels {
		if one.Panel != nil {
			panels = append(panels, *one.Panel)
		}
	}
	return panels
}

func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// unitOf is the unit that a panel shows a query's values in: by an override of the query or of its column, or the panel's.
func unitOf(panel dashboard.Panel, ref string) string {
	column := renamed(panel)["Value #"+ref]
	for _, override := range panel.FieldConfig.Overrides {
		matches := override.Matcher.Id == "byFrameRefID" && override.Matcher.Options == ref ||
			override.Matcher.Id == "byName" && column != "" && override.Matcher.Options == column
		for _, property := range override.Properties {
			if unit, isText := property.Value.(string); matches && property.Id == "unit" && isText {
				return unit
			}
		}
	}
	return value(panel.FieldConfig.Defaults.Unit)
}

// renamed are the names of a table's columns by those of its fields.
func renamed(panel dashboard.Panel) map[string]string {
	names := map[string]string{}
	for _, transformation := range panel.Transformations {
		options, _ := transformation.Options.(map[string]any)
		byName, _ := options["renameByName"].(map[string]any)
		for field, name := range byName {
			names[field], _ = name.(string)
		}
	}
	return names
}

func hasMatrix(transformations []dashboard.DataTransformerConfig) bool {
	for _, each := range transformations {
		if each.Id == "groupingToMatrix" {
			return true
		}
	}
	return false
}

var placeholder = regexp.MustCompile(`{{\s*(\w+)\s*}}`)

// labelsIn are those that a legend names.
func labelsIn(legend string) []string {
	var labels []string
	for _, found := range placeholder.FindAllStringSubmatch(legend, -1) {
		labels = append(labels, found[1])
	}
	return labels
}

var variable = regexp.MustCompile(`\$\{?([A-Za-z_]\w*)`)

func variablesIn(text string) []string {
	var names []string
	for _, found := range variable.FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	return names
}

// filled has values in place of variables, the longest names first: $__range is not $__rate_interval's beginning.
func filled(text string, values map[string]string) string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	for _, name := range names {
		text = strings.ReplaceAll(text, "${"+name+"}", values[name])
		text = strings.ReplaceAll(text, "$"+name, values[name])
	}
	return text
}

var (
	strung   = regexp.MustCompile(`"[^"]*"`)
	selector = regexp.MustCompile(`\{[^}]*\}|\[[^\]]*\]`)
	grouping = regexp.MustCompile(`\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)`)
	word     = regexp.MustCompile(`[A-Za-z_:][\w:]*\s*\(?`)
	keywords = map[string]bool{"and": true, "or": true, "unless": true, "bool": true, "offset": true, "by": true}
)

// metricsIn are the names of what a query of this directory reads: what is neither a function, a label nor a keyword.
func metricsIn(expr string) []string {
	for _, noise := range []*regexp.Regexp{strung, selector, grouping} {
		expr = noise.ReplaceAllString(expr, " ")
	}
	expr = regexp.MustCompile(`offset \S+`).ReplaceAllString(expr, " ")
	var names []string
	for _, found := range word.FindAllString(expr, -1) {
		name := strings.TrimSpace(found)
		if !strings.HasSuffix(name, "(") && !keywords[name] {
			names = append(names, name)
		}
	}
	return names
}
