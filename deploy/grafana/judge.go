package main

import (
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
				if _, shown := names[label]; !shown {
					wrong.add("has a label %s, which no column shows", label)
				}
			}
		}
		for field := range names {
			if of.ref == "A" && !strings.HasPrefix(field, "Value #") && !labels[field] {
				wrong.add("has no label %s, which is a column", field)
			}
		}
	}
	return wrong
}
