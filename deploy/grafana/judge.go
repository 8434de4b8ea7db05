package main

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"
)

func parseSeconds(text string) (time.Time, error) {
	seconds, err := strconv.ParseFloat(text, 64)
	return time.UnixMilli(int64(seconds * 1000)), err
}

// What a value of a unit may be.
var bounds = map[string][2]float64{
	"percentunit": {0, 1},
	"s":           {0, 60},
	"ms":          {0, 60_000},
	"suffix:×":    {0, 1_000},
	"suffix:/min": {0, 1e6},
	"dtdurations": {0, 6 * 3600},
	"none":        {0, 1e6},
	"":            {0, 1e6},
}

// judged is what is wrong with an answer whatever panel it is for: curves have points that are numbers, within what their unit
// allows; labels that the legend or the columns name are there; a single number is single; rows have keys of their own.
func judged(of query, all []series) problems {
	var wrong problems
	limits, known := bounds[of.unit]
	if !known {
		wrong.add("is in %q, of which no bounds are known", of.unit)
	}
	keys, longest := map[string]bool{}, 0
	for _, one := range all {
		name := describe(one.labels)
		numbers := one.finite()
		if len(numbers) == 0 {
			wrong.add("has no number in %s", name)
		}
		longest = max(longest, len(numbers))
		for _, number := range numbers {
			// Subtraction of what is nearly the same is not always exact.
			if number < limits[0]-1e-9 || number > limits[1]+1e-9 {
				wrong.add("is %v in %s, beyond %v", number, name, limits)
				break
			}
		}
		for _, label := range labelsIn(of.legend) {
			if one.labels[label] == "" {
				wrong.add("has no label %s in %s, which the legend names", label, name)
			}
		}
		key := name
		if of.kind == "timeseries" {
			key = legend(of.legend, one.labels)
		}
		if keys[key] {
			wrong.add("has %s twice", key)
		}
		keys[key] = true
	}
	if !of.instant && longest < 3 {
		wrong.add("has %d points at most, which is no curve", longest)
	}
	if of.kind == "stat" && len(all) != 1 {
		wrong.add("has %d series where one number is shown", len(all))
	}
	wrong = append(wrong, columnsThere(of, all)...)
	return wrong
}

// legend is what a curve is called.
func legend(format string, labels map[string]string) string {
	return placeholder.ReplaceAllStringFunc(format, func(found string) string { return labels[labelsIn(found)[0]] })
}

func describe(labels map[string]string) string {
	var parts []string
	for name, value := range labels {
		parts = append(parts, name+"="+value)
	}
	sort.Strings(parts)
	return "{" + strings.Join(parts, " ") + "}"
}

// columnsThere: what a table's transformations name is a label of what its queries return, or a query's value; and no label but
// those it shows, for that would be a column, or rows that do not join.
func columnsThere(of query, all []series) problems {
	var wrong problems
	for _, each := range of.transformations {
		options, _ := each.Options.(map[string]any)
		names, _ := options["renameByName"].(map[string]any)
		if each.Id != "organize" {
			continue
		}
		labels := map[string]bool{}
		for _, one := range all {
			for label := range one.labels {
				labels[label] = true
				if _, shown := names[label]; !shown && of.ref != "A" {
					wrong.add("has a label %s, which no column shows, and which the first query's rows may lack", label)
				}
			}
		}
		for field := range names {
			if of.ref == "A" && !strings.HasPrefix(field, "Value #") && !labels[field] && !optional[field] {
				wrong.add("has no label %s, which is a column", field)
			}
		}
	}
	return wrong
}

// Columns of the alerts that only some alerts fill.
var optional = map[string]bool{"component": true, "source": true, "target": true}

// especially is what is wrong with an answer for the one panel that it is for.
func (t *trial) especially(of query, all []series, values map[string]string) problems {
	switch {
	case hasMatrix(of.transformations):
		return t.cells(of, all, values)
	case of.panel == "Waterfall":
		return t.waterfall(all, values)
	case of.panel == "Parts now" && of.ref != "D":
		return t.ordered(all, values)
	case of.panel == "Open incidents" || of.kind == "annotation":
		return t.accused(all)
	}
	return nil
}

// cells: a matrix has one of each source and target, and is shown as it will look.
func (t *trial) cells(of query, all []series, values map[string]string) problems {
	var wrong problems
	sources, err := t.client.values("source", "insight_probes_total")
	if err != nil {
		wrong.add("has no sources: %v", err)
	}
	cells := map[[2]string]float64{}
	for _, one := range all {
		cells[[2]string{one.labels["source"], one.labels["target"]}] = one.last()
	}
	fmt.Printf("%s, %s\n%-14s", of.panel, values["route"], `source\target`)
	for _, target := range sources {
		fmt.Printf("%10s", target)
	}
	fmt.Println()
	for _, source := range sources {
		fmt.Printf("%-14s", source)
		for _, target := range sources {
			cell, there := cells[[2]string{source, target}]
			if there == (source == target) {
				wrong.add("has a cell from %s to %s: %v", source, target, there)
			}
			if there {
				fmt.Printf("%10.4f", cell)
			} else {
				fmt.Printf("%10s", "")
			}
		}
		fmt.Println()
	}
	return wrong
}

// ordered: the parts come as the call meets them, each link and the hop that it leads to.
func (t *trial) ordered(all []series, values map[string]string) problems {
	var wrong problems
	hops, err := t.client.query(filled("max by (hop) (insight_hop_position{"+onePath+"})", values), true)
	if err != nil {
		wrong.add("cannot be held against the route: %v", err)
	}
	sort.Slice(hops, func(i, j int) bool { return hops[i].last() < hops[j].last() })
	var want, got []string
	before := "prober-" + values["source"]
	for i, hop := range hops {
		name := hop.labels["hop"]
		want = append(want, fmt.Sprintf("%02d  %s>%s", i+1, before, name), fmt.Sprintf("%02d %s", i+1, name))
		before = name
	}
	for _, one := range all {
		if one.labels["part"] != "99 no stamp explains it" {
			got = append(got, one.labels["part"])
		}
	}
	// A table sorts by itself; curves are stacked as they come.
	if len(all) > 0 && len(all[0].values) == 1 {
		sort.Strings(got)
	}
	if strings.Join(want, ", ") != strings.Join(got, ", ") {
		wrong.add("has the parts %q, and the call meets %q", got, want)
	}
	return wrong
}

// waterfall: the parts are in order, add up to the whole, and the one that was made slow shows it.
func (t *trial) waterfall(all []series, values map[string]string) problems {
	wrong := t.ordered(all, values)
	whole, err := t.client.query(filled(mean(probeTime, onePath, then, "route"), values), false)
	if err != nil || len(whole) != 1 {
		wrong.add("cannot be held against the whole: %d series, %v", len(whole), err)
		return wrong
	}
	sum := map[float64]float64{}
	for _, one := range all {
		for i, at := range one.times {
			sum[at] += one.values[i]
		}
	}
	at := whole[0].times[len(whole[0].times)-1]
	if share := sum[at] / whole[0].last(); math.Abs(share-1) > 0.05 {
		wrong.add("adds up to %.4f s of %.4f s", sum[at], whole[0].last())
	}
	for _, one := range all {
		numbers := one.finite()
		sort.Float64s(numbers)
		if rise := numbers[len(numbers)-1] - numbers[0]; strings.HasSuffix(one.labels["part"], "  "+t.fault) {
			fmt.Printf("%s rises by %.0f ms; at the end the parts add up to %.1f ms of %.1f ms\n",
				one.labels["part"], rise*1e3, sum[at]*1e3, whole[0].last()*1e3)
			if rise < 0.03 {
				wrong.add("shows %s rise by %.4f s only", t.fault, rise)
			}
			return wrong
		}
	}
	if t.fault != "" {
		wrong.add("does not show %s", t.fault)
	}
	return wrong
}

// accused: the link that was made slow is among the open incidents, whichever way round.
func (t *trial) accused(all []series) problems {
	var wrong problems
	ends := strings.Split(t.fault+">", ">")
	for _, one := range all {
		component := one.labels["component"]
		if t.fault == "" || component == t.fault || component == ends[1]+">"+ends[0] {
			return wrong
		}
	}
	wrong.add("does not accuse %s", t.fault)
	return wrong
}
