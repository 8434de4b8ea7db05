package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// What has no data in the demo, and why. One that has data all the same is wrong here.
var empty = map[string]string{
	"Insight / Path: Residual A":            "every hop of the demo stamps, and nothing is left to explain",
	"Insight / Prober: Terms not trusted A": "every term of the demo can be trusted",
}

// trial runs every query of every dashboard against a Prometheus, with variables as somebody would choose them.
type trial struct {
	prometheus, fault, at string
	back                  time.Duration
	chosen                map[string]string
	client                client
	options               map[string][]string // of variables that panels repeat for
	wrong                 problems
}

func tryFlags(flags *flag.FlagSet) *trial {
	t := &trial{chosen: map[string]string{}, options: map[string][]string{}}
	flags.StringVar(&t.prometheus, "prometheus", "http://127.0.0.1:9090", "the Prometheus that holds the demo's data")
	flags.StringVar(&t.fault, "fault", "", "the link that the demo made slow: the waterfall and the incidents have to show it")
	flags.StringVar(&t.at, "at", "", "when, as seconds since 1970; now unless set")
	flags.DurationVar(&t.back, "back", time.Minute, "how far back")
	flags.Func("set", "a variable's value as name=value; others take what dashboards have them take", func(text string) error {
		name, chosen, found := strings.Cut(text, "=")
		if !found {
			return errors.New("it is not name=value")
		}
		t.chosen[name] = chosen
		return nil
	})
	return t
}

func (t *trial) run(directory string) error {
	loaded, err := load(directory)
	if err != nil {
		return err
	}
	to := time.Now()
	if t.at != "" {
		if to, err = parseSeconds(t.at); err != nil {
			return err
		}
	}
	t.client = client{address: t.prometheus, from: to.Add(-t.back), to: to, step: 2 * time.Second}
	t.client.http.Timeout = 30 * time.Second

	names := make([]string, 0, len(loaded))
	for name := range loaded {
		names = append(names, name)
	}
	sort.Strings(names)
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "dashboard\tpanel\tquery\tseries\tverdict")
	count, seen := 0, map[string]bool{}
	for _, name := range names {
		values := t.variables(loaded[name])
		queries, err := queriesOf(loaded[name])
		if err != nil {
			return err
		}
		for _, each := range queries {
			found, verdict := t.try(each, values)
			fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\n", each.dashboard, each.panel, each.ref, found, verdict)
			count, seen[each.name()] = count+1, true
		}
	}
	table.Flush()
	for name := range empty {
		if !seen[name] {
			t.wrong.add("%s is said to be empty, and is no query", name)
		}
	}
	if err := t.wrong.err(); err != nil {
		return err
	}
	fmt.Printf("%d queries of %d dashboards return what their panels need, %d of them nothing, as known\n", count, len(loaded), len(empty))
	return nil
}

var labelValues = regexp.MustCompile(`^label_values\((.+), (\w+)\)$`)

// variables are the values of a dashboard's variables: those that were set, else as Grafana would begin; and Grafana's own.
func (t *trial) variables(of dashboard.Dashboard) map[string]string {
	values := map[string]string{"__rate_interval": "15s", "datasource": "prometheus", "before": "30s"}
	for _, one := range of.Templating.List {
		if one.Type != dashboard.VariableTypeQuery {
			continue
		}
		parts := labelValues.FindStringSubmatch(value(one.Query.String))
		if parts == nil {
			t.wrong.add("%s: $%s is made by %s, which is not tried", *of.Title, one.Name, value(one.Query.String))
			continue
		}
		there, err := t.client.values(parts[2], filled(parts[1], values))
		if err != nil || len(there) == 0 {
			t.wrong.add("%s: $%s has no values: %v", *of.Title, one.Name, err)
			continue
		}
		values[one.Name], t.options[one.Name] = there[0], there
		if one.IncludeAll != nil && *one.IncludeAll {
			values[one.Name] = value(one.AllValue)
		} else if chosen := t.chosen[one.Name]; chosen != "" {
			values[one.Name] = chosen
			if !contains(there, chosen) {
				t.wrong.add("%s: $%s has no value %q, only %v", *of.Title, one.Name, chosen, there)
			}
		}
	}
	return values
}

func contains(all []string, one string) bool {
	for _, each := range all {
		if each == one {
			return true
		}
	}
	return false
}

// try is of one query: how many series it returns, and what is to be said of them.
func (t *trial) try(of query, values map[string]string) (int, string) {
	if options := t.options[of.repeat]; of.repeat != "" && len(options) > 0 {
		return t.repeated(of, options, values)
	}
	expr := filled(of.expr, values)
	all, err := t.client.query(expr, of.instant)
	if err != nil {
		t.wrong.add("%s: %v: %s", of.name(), err, expr)
		return 0, "ERROR"
	}
	why, mayBeEmpty := empty[of.name()]
	flaws := problems{}
	switch {
	case len(all) == 0 && mayBeEmpty:
		return 0, "empty: " + why
	case len(all) == 0:
		flaws.add("is empty: %s", expr)
	case mayBeEmpty:
		flaws.add("has data, and is said to be empty: %s", why)
	default:
		flaws = append(flaws, judged(of, all)...)
		flaws = append(flaws, t.especially(of, all, values)...)
	}
	for _, flaw := range flaws {
		t.wrong.add("%s %s", of.name(), flaw)
	}
	if len(flaws) > 0 {
		return len(all), "WRONG: " + flaws[0]
	}
	return len(all), "ok"
}

// repeated tries the panel as it is there for each value of a variable.
func (t *trial) repeated(of query, options []string, values map[string]string) (int, string) {
	found, each := 0, map[string]string{}
	for name, value := range values {
		each[name] = value
	}
	variable := of.repeat
	of.repeat = ""
	for _, option := range options {
		each[variable] = option
		count, verdict := t.try(of, each)
		if found += count; verdict != "ok" {
			return found, option + " " + verdict
		}
	}
	return found, fmt.Sprintf("ok, for each of %d", len(options))
}
