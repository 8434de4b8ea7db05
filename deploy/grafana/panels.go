package main

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

type cogQuery = variants.Dataquery

// The widths are twenty-fourths of the screen.
const (
	sixth   = 4
	quarter = 6
	third   = 8
	half    = 12
	whole   = 24
	tall    = 8
)

// about is what every panel says of itself: its name, and what to conclude from it.
type about struct {
	title, conclude, unit string
	width, height         uint32
}

// step is a colour from a value on.
type step struct {
	from  float64
	color string
}

// colors are green below the first step.
func colors(steps ...step) cog.Builder[dashboard.ThresholdsConfig] {
	all := []dashboard.Threshold{{Color: "green"}}
	for _, each := range steps {
		all = append(all, dashboard.Threshold{Value: pointer(each.from), Color: each.color})
	}
	return dashboard.NewThresholdsConfigBuilder().Mode(dashboard.ThresholdsModeAbsolute).Steps(all)
}

func mapping(options map[string]dashboard.ValueMappingResult) []dashboard.ValueMapping {
	return []dashboard.ValueMapping{{ValueMap: &dashboard.ValueMap{Type: dashboard.MappingTypeValueToText, Options: options}}}
}

func upOrDown() []dashboard.ValueMapping {
	return mapping(map[string]dashboard.ValueMappingResult{
		"0": {Text: pointer("down"), Color: pointer("red")},
		"1": {Text: pointer("up"), Color: pointer("green")},
	})
}

// curves is a panel of lines over time.
func curves(of about, queries ...*prometheus.DataqueryBuilder) *timeseries.PanelBuilder {
	return timeseries.NewPanelBuilder().
		Title(of.title).
		Description(of.conclude).
		Datasource(source()).
		Span(of.width).
		Height(of.height).
		Unit(of.unit).
		Min(0).
		ShowPoints(common.VisibilityModeNever).
		FillOpacity(0).
		Legend(common.NewVizLegendOptionsBuilder().
			ShowLegend(true).
			DisplayMode(common.LegendDisplayModeTable).
			Placement(common.LegendPlacementRight).
			Calcs([]string{"lastNotNull", "max"})).
		Tooltip(common.NewVizTooltipOptionsBuilder().
			Mode(common.TooltipDisplayModeMulti).
			Sort(common.SortOrderNone)).
		Targets(refs(queries))
}

// stacked lays curves upon each other, the first at the bottom.
func stacked(panel *timeseries.PanelBuilder) *timeseries.PanelBuilder {
	return panel.
		FillOpacity(70).
		LineWidth(0).
		Stacking(common.NewStackingConfigBuilder().Mode(common.StackingModeNormal).Group("A"))
}

// single is a panel of one number now, coloured.
func single(of about, thresholds cog.Builder[dashboard.ThresholdsConfig], expr string) *stat.PanelBuilder {
	return stat.NewPanelBuilder().
		Title(of.title).
		Description(of.conclude).
		Datasource(source()).
		Span(of.width).
		Height(of.height).
		Unit(of.unit).
		Thresholds(thresholds).
		ColorScheme(byThreshold()).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"})).
		Targets(refs([]*prometheus.DataqueryBuilder{over(of.title, expr)}))
}

func byThreshold() cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds)
}

func rows(of about, queries ...*prometheus.DataqueryBuilder) *table.PanelBuilder {
	return table.NewPanelBuilder().
		Title(of.title).
		Description(of.conclude).
		Datasource(source()).
		Span(of.width).
		Height(of.height).
		Unit(of.unit).
		// Without one the library writes an empty footer that its own strict reader refuses.
		Footer(common.NewTableFooterOptionsBuilder().Show(false).Reducer([]string{"sum"})).
		Targets(refs(queries))
}

func background() common.TableCellOptions {
	return common.TableCellOptions{TableColoredBackgroundCellOptions: &common.TableColoredBackgroundCellOptions{
		Type: common.TableCellDisplayModeColorBackground,
		Mode: pointer(common.TableCellBackgroundDisplayModeBasic),
	}}
}

// matrix is a panel of coloured cells: a row for each source, a column for each target. A cell leads to its path.
func matrix(of about, thresholds cog.Builder[dashboard.ThresholdsConfig], expr string) *table.PanelBuilder {
	corner := `source\target`
	return rows(of, now(expr)).
		Thresholds(thresholds).
		ColorScheme(byThreshold()).
		CellOptions(background()).
		Align(common.FieldTextAlignmentCenter).
		DataLinks(linkTo("This path", "insight-path",
			"var-source=${__data.fields[0]}&var-target=${__field.name}&${route:queryparam}")).
		// A moment's series come in no order, and columns are in that of their first values; rows are sorted when shown.
		WithTransformation(dashboard.DataTransformerConfig{Id: "sortBy", Options: map[string]any{
			"fields": map[string]any{}, "sort": []any{map[string]any{"field": "target"}},
		}}).
		WithTransformation(dashboard.DataTransformerConfig{Id: "groupingToMatrix", Options: map[string]any{
			"rowField": "source", "columnField": "target", "valueField": "Value", "emptyValue": "null",
		}}).
		SortBy([]cog.Builder[common.TableSortByFieldState]{sortBy(corner, false)}).
		OverrideByName(corner, []dashboard.DynamicConfigValue{
			{Id: "custom.cellOptions", Value: map[string]any{"type": "auto"}},
			{Id: "links", Value: []any{}},
		})
}

// linkTo leads to another dashboard, in the same time and of the same data source.
func linkTo(title, uid, query string) []cog.Builder[dashboard.DashboardLink] {
	return []cog.Builder[dashboard.DashboardLink]{dashboard.NewDashboardLinkBuilder(title).
		Url(fmt.Sprintf("/d/%s?${datasource:queryparam}&${__url_time_range}&%s", uid, query))}
}

// column is a field of a table: as the query has it, as people read it, and how.
type column struct {
	field, name, unit string
	more              []dashboard.DynamicConfigValue
}

// columns joins a table's queries into rows by the labels they share, and shows these fields in this order, and no others.
func columns(panel *table.PanelBuilder, shown ...column) *table.PanelBuilder {
	order, names := map[string]any{}, map[string]any{}
	for i, each := range shown {
		order[each.field] = i
		names[each.field] = each.name
		properties := each.more
		if each.unit != "" {
			properties = append([]dashboard.DynamicConfigValue{{Id: "unit", Value: each.unit}}, properties...)
		}
		if len(properties) > 0 {
			panel.OverrideByName(each.name, properties)
		}
	}
	return panel.
		WithTransformation(dashboard.DataTransformerConfig{Id: "merge", Options: map[string]any{}}).
		WithTransformation(dashboard.DataTransformerConfig{Id: "organize", Options: map[string]any{
			"excludeByName": map[string]any{"Time": true, "Value": true}, "indexByName": order, "renameByName": names,
		}})
}

// colored is a column's cell in the colour of its value.
func colored(steps ...step) []dashboard.DynamicConfigValue {
	thresholds, err := colors(steps...).Build()
	if err != nil {
		panic(err)
	}
	return []dashboard.DynamicConfigValue{
		{Id: "thresholds", Value: thresholds},
		{Id: "color", Value: map[string]any{"mode": "thresholds"}},
		{Id: "custom.cellOptions", Value: map[string]any{"type": "color-background", "mode": "basic"}},
	}
}

func sortBy(name string, descending bool) cog.Builder[common.TableSortByFieldState] {
	return common.NewTableSortByFieldStateBuilder().DisplayName(name).Desc(descending)
}
