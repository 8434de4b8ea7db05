package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// check is of the files alone.
func check(directory string) error {
	files, err := made()
	if err != nil {
		return err
	}
	loaded, err := load(directory)
	if err != nil {
		return err
	}
	var wrong problems
	for name, content := range files {
		there, err := os.ReadFile(filepath.Join(directory, name))
		if err != nil || !bytes.Equal(there, content) {
			wrong.add("%s is not what the builders make; run `go run . write` in deploy/grafana", name)
		}
	}
	known, err := documented(filepath.Join(directory, "../.."))
	if err != nil {
		return err
	}
	panels, queries := 0, 0
	for name, one := range loaded {
		if files[name] == nil {
			wrong.add("%s is made by no builder", name)
		}
		of, err := queriesOf(one)
		if err != nil {
			return err
		}
		panels, queries = panels+len(panelsOf(one)), queries+len(of)
		checkGrid(name, one, &wrong)
		checkPanels(name, one, &wrong)
		checkVariables(name, one, &wrong)
		checkLinks(name, one, loaded, &wrong)
		for _, each := range of {
			for _, metric := range metricsIn(each.expr) {
				if !known[metric] {
					wrong.add("%s: %s reads %s, which neither docs/metrics.md nor insight-rules.yml has", name, each.panel, metric)
				}
			}
		}
	}
	if err := checkCauses(directory, &wrong); err != nil {
		return err
	}
	if err := wrong.err(); err != nil {
		return err
	}
	fmt.Printf("%d dashboards, %d panels, %d queries: what the builders make, strictly decoded, and sound\n", len(loaded), panels, queries)
	return nil
}

// checkGrid: nothing lies upon another, and each line of panels fills the width.
func checkGrid(name string, of dashboard.Dashboard, wrong *problems) {
	covered := map[[2]uint32]string{}
	var bottom uint32
	for _, one := range of.Panels {
		title, at := "", (*dashboard.GridPos)(nil)
		if one.RowPanel != nil {
			title, at = value(one.RowPanel.Title), one.RowPanel.GridPos
		} else {
			title, at = value(one.Panel.Title), one.Panel.GridPos
		}
		if at.X+at.W > whole {
			wrong.add("%s: %q reaches beyond the right edge", name, title)
		}
		for x := at.X; x < at.X+at.W; x++ {
			for y := at.Y; y < at.Y+at.H; y++ {
				if other, taken := covered[[2]uint32{x, y}]; taken {
					wrong.add("%s: %q lies upon %q", name, title, other)
					return
				}
				covered[[2]uint32{x, y}] = title
			}
		}
		bottom = max(bottom, at.Y+at.H)
	}
	if len(covered) != int(bottom)*whole {
		wrong.add("%s: %d of %d cells of the grid are covered", name, len(covered), bottom*whole)
	}
}

// checkPanels: each has a title of its own, says what to conclude, and its overrides and columns are of fields that it has.
func checkPanels(name string, of dashboard.Dashboard, wrong *problems) {
	titles := map[string]bool{}
	for _, panel := range panelsOf(of) {
		title := value(panel.Title)
		if title == "" || titles[title] {
			wrong.add("%s: %q is the title of two panels, or of one without", name, title)
		}
		titles[title] = true
		if value(panel.Description) == "" {
			wrong.add("%s: %q says nothing of what to conclude", name, title)
		}
		if panel.Type != "state-timeline" && value(panel.FieldConfig.Defaults.Unit) == "" && panel.Type != "heatmap" {
			wrong.add("%s: %q has no unit", name, title)
		}
		refs := map[string]bool{}
		for i := range panel.Targets {
			refs[string(rune('A'+i))] = true
		}
		fields := map[string]bool{`source\target`: hasMatrix(panel.Transformations)}
		for field, column := range renamed(panel) {
			fields[column] = true
			if ref := strings.TrimPrefix(field, "Value #"); ref != field && !(refs[ref] && len(refs) > 1) {
				wrong.add("%s: %q has a column of the query %s, which it does not have", name, title, ref)
			}
		}
		for _, override := range panel.FieldConfig.Overrides {
			by, _ := override.Matcher.Options.(string)
			if override.Matcher.Id == "byName" && !fields[by] || override.Matcher.Id == "byFrameRefID" && !refs[by] {
				wrong.add("%s: %q overrides %q, which it does not have", name, title, by)
			}
		}
	}
}

// documented are the names of metrics that docs/metrics.md lists, with what a histogram's samples are called, and those that rules record.
func documented(root string) (map[string]bool, error) {
	known := map[string]bool{"ALERTS": true}
	page, err := os.ReadFile(filepath.Join(root, "docs/metrics.md"))
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, name := range regexp.MustCompile("`((?:insight|cross_region)_\\w+)`").FindAllStringSubmatch(cells[1], -1) {
			known[name[1]] = true
			if strings.Contains(cells[2], "histogram") {
				known[name[1]+"_bucket"], known[name[1]+"_sum"], known[name[1]+"_count"] = true, true, true
			}
		}
	}
	rules, err := os.ReadFile(filepath.Join(root, "deploy/prometheus/insight-rules.yml"))
	if err != nil {
		return nil, err
	}
	for _, name := range regexp.MustCompile(`- record: (\S+)`).FindAllStringSubmatch(string(rules), -1) {
		known[name[1]] = true
	}
	return known, nil
}

// checkCauses: there are words for each cause that the rules alert on, and for no other.
func checkCauses(directory string, wrong *problems) error {
	rules, err := os.ReadFile(filepath.Join(directory, "../prometheus/insight-rules.yml"))
	if err != nil {
		return err
	}
	alerted := map[string]bool{}
	for _, found := range regexp.MustCompile(`cause="(\w+)"`).FindAllStringSubmatch(string(rules), -1) {
		alerted[found[1]] = true
	}
	var odd []string
	for cause := range alerted {
		if causes[cause] == "" {
			odd = append(odd, cause+" is alerted on and has no words")
		}
	}
	for cause := range causes {
		if !alerted[cause] {
			odd = append(odd, cause+" has words and is not alerted on")
		}
	}
	sort.Strings(odd)
	for _, each := range odd {
		wrong.add("%s", each)
	}
	return nil
}
