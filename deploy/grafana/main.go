// Command dashboards makes Insight's dashboards for Grafana and checks them; docs/grafana.md says how.
//
//	go run . write             writes insight-*.json
//	go run . check             says whether they are what write would make, are sound, and lean on nothing that is not documented
//	go run . try -prometheus URL -set source=eu ...
//	                           runs every query of them against a Prometheus that holds the demo's data
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/heatmap"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/statetimeline"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// What Grafana 10.4 and 11 write. Later ones bring it up to theirs when they load it; none brings it down.
const schemaVersion = 39

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	runtime := cog.NewRuntime()
	runtime.RegisterDataqueryVariant(prometheus.VariantConfig())
	runtime.RegisterPanelcfgVariant(heatmap.VariantConfig())
	runtime.RegisterPanelcfgVariant(stat.VariantConfig())
	runtime.RegisterPanelcfgVariant(statetimeline.VariantConfig())
	runtime.RegisterPanelcfgVariant(table.VariantConfig())
	runtime.RegisterPanelcfgVariant(timeseries.VariantConfig())

	if len(arguments) == 0 {
		return fmt.Errorf("usage: dashboards write|check|try [flags]")
	}
	flags := flag.NewFlagSet(arguments[0], flag.ContinueOnError)
	directory := flags.String("dir", ".", "where the dashboards are: deploy/grafana")
	try := tryFlags(flags)
	if err := flags.Parse(arguments[1:]); err != nil {
		return err
	}
	switch arguments[0] {
	case "write":
		return write(*directory)
	case "check":
		return check(*directory)
	case "try":
		return try.run(*directory)
	default:
		return fmt.Errorf("there is no command %q; there are write, check and try", arguments[0])
	}
}

// made are the files as the builders make them, by name.
func made() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, builder := range []*dashboard.DashboardBuilder{overview(), path(), forwarders(), prober()} {
		built, err := builder.Build()
		if err != nil {
			return nil, err
		}
		built.SchemaVersion = schemaVersion
		number(&built)
		content, err := encode(built)
		if err != nil {
			return nil, err
		}
		files[*built.Uid+".json"] = content
	}
	return files, nil
}

// number gives each panel its number in order, so that links to one panel last.
func number(built *dashboard.Dashboard) {
	for i := range built.Panels {
		id := uint32(i + 1)
		if built.Panels[i].RowPanel != nil {
			built.Panels[i].RowPanel.Id = id
		} else {
			built.Panels[i].Panel.Id = &id
		}
	}
}

// encode writes keys in order, and < > & as they are: these files are read by people too.
func encode(built dashboard.Dashboard) ([]byte, error) {
	compact, err := json.Marshal(built)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(compact))
	decoder.UseNumber()
	var plain any
	if err := decoder.Decode(&plain); err != nil {
		return nil, err
	}
	var content bytes.Buffer
	encoder := json.NewEncoder(&content)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(plain); err != nil {
		return nil, err
	}
	return content.Bytes(), nil
}

func write(directory string) error {
	files, err := made()
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(directory, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// load reads the files as they are. An unknown field, a missing one or one of another type is an error.
func load(directory string) (map[string]dashboard.Dashboard, error) {
	names, err := filepath.Glob(filepath.Join(directory, "*.json"))
	if err != nil {
		return nil, err
	}
	loaded := map[string]dashboard.Dashboard{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		one, err := decode(content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		loaded[filepath.Base(name)] = one
	}
	return loaded, nil
}

func decode(content []byte) (dashboard.Dashboard, error) {
	var strict, one dashboard.Dashboard
	// The library's strict reader ends with an empty list of errors where there are none, and so leaves out what it read.
	var flaws cog.BuildErrors
	if err := strict.UnmarshalJSONStrict(content); err != nil && !(errors.As(err, &flaws) && len(flaws) == 0) {
		return one, err
	}
	if err := json.Unmarshal(content, &one); err != nil {
		return one, err
	}
	if err := one.Validate(); err != nil {
		return one, err
	}
	again, err := encode(one)
	if err == nil && !bytes.Equal(again, content) {
		err = errors.New("reading and writing it makes another file")
	}
	return one, err
}

// problems are all that is wrong, not only the first.
type problems []string

func (all *problems) add(format string, arguments ...any) {
	*all = append(*all, fmt.Sprintf(format, arguments...))
}

func (all problems) err() error {
	if len(all) == 0 {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(all, "\n"))
}
