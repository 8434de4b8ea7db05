package main

import (
	"fmt"
	"math"
	"sort"
	"strings"
)

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
		at := [2]string{one.labels["source"], one.labels["target"]}
		if _, taken := cells[at]; taken {
			wrong.add("has the cell from %s to %s twice", at[0], at[1])
		}
		cells[at] = one.last()
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
				wrong.add("has a cell from %s to %s: %v, which is wrong", source, target, there)
			}
			shown := ""
			if there {
				shown = fmt.Sprintf("%.4f", cell)
			}
			fmt.Printf("%10s", shown)
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
