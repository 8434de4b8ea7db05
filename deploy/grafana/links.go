package main

import (
	"encoding/json"
	"regexp"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// What Grafana itself sets.
var builtIn = map[string]bool{"__rate_interval": true, "__data": true, "__field": true, "__value": true, "__url_time_range": true, "__all": true}

// checkVariables: each that is used is there, and each that is there is used.
func checkVariables(name string, of dashboard.Dashboard, wrong *problems) {
	defined, used := map[string]bool{}, map[string]bool{}
	for _, one := range of.Templating.List {
		defined[one.Name] = true
	}
	everything, err := json.Marshal(of)
	if err != nil {
		wrong.add("%s: %v", name, err)
	}
	for _, variable := range variablesIn(string(everything)) {
		used[variable] = true
		if !defined[variable] && !builtIn[variable] {
			wrong.add("%s: $%s is used and not defined", name, variable)
		}
	}
	for variable := range defined {
		if !used[variable] {
			wrong.add("%s: $%s is defined and not used", name, variable)
		}
	}
}

var (
	linked  = regexp.MustCompile(`/d/([\w-]+)\?([^"]*)`)
	carried = regexp.MustCompile(`\$\{(\w+):queryparam\}|var-(\w+)=`)
)

// checkLinks: each leads to one of the dashboards, and takes along what that one knows; many values only to where many can be.
func checkLinks(name string, of dashboard.Dashboard, all map[string]dashboard.Dashboard, wrong *problems) {
	content, err := encode(of)
	if err != nil {
		wrong.add("%s: %v", name, err)
	}
	here, count := variablesOf(of), 0
	for _, link := range linked.FindAllStringSubmatch(string(content), -1) {
		count++
		target, exists := all[link[1]+".json"]
		if !exists {
			wrong.add("%s: a link leads to %s, which is not there", name, link[1])
			continue
		}
		there := variablesOf(target)
		for _, found := range carried.FindAllStringSubmatch(link[2], -1) {
			if several, known := there[found[1]+found[2]]; !known || found[1] != "" && here[found[1]] && !several {
				wrong.add("%s: a link to %s takes along $%s, which that cannot take", name, link[1], found[1]+found[2])
			}
		}
	}
	if count < len(all)-1 {
		wrong.add("%s: %d links lead to others", name, count)
	}
}

// variablesOf says of each whether it may have several values.
func variablesOf(of dashboard.Dashboard) map[string]bool {
	variables := map[string]bool{}
	for _, one := range of.Templating.List {
		variables[one.Name] = one.Multi != nil && *one.Multi
	}
	return variables
}
