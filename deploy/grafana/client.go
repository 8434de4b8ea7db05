package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"time"
)

const maxAnswer = 64 << 20

// client asks a Prometheus, or what speaks its HTTP API, as Grafana would.
type client struct {
	address  string
	from, to time.Time
	step     time.Duration
	http     http.Client
}

// series is one of an answer, in the order of the answer.
type series struct {
	labels map[string]string
	times  []float64
	values []float64
}

func (one series) last() float64 { return one.values[len(one.values)-1] }

// finite are its values that are numbers.
func (one series) finite() []float64 {
	var numbers []float64
	for _, each := range one.values {
		if !math.IsNaN(each) && !math.IsInf(each, 0) {
			numbers = append(numbers, each)
		}
	}
	return numbers
}

func stamp(at time.Time) string { return strconv.FormatFloat(float64(at.UnixMilli())/1000, 'f', 3, 64) }

func (c *client) get(path string, form url.Values, into any) error {
	response, err := c.http.Get(c.address + path + "?" + form.Encode())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return err
	}
	var answer struct {
		Status, Error string
		Warnings      []string
		Data          json.RawMessage
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("%s answers %s: %.200s", path, response.Status, body)
	}
	if answer.Status != "success" || len(answer.Warnings) > 0 {
		return fmt.Errorf("%s %v", answer.Error, answer.Warnings)
	}
	return json.Unmarshal(answer.Data, into)
}

// query is of one moment, the end, or of the whole time.
func (c *client) query(expr string, instant bool) ([]series, error) {
	var data struct {
		ResultType string
		Result     []struct {
			Metric map[string]string
			Value  *[2]any
			Values [][2]any
		}
	}
	path, form := "/api/v1/query_range", url.Values{"query": {expr}}
	if instant {
		path = "/api/v1/query"
		form.Set("time", stamp(c.to))
	} else {
		form.Set("start", stamp(c.from))
		form.Set("end", stamp(c.to))
		form.Set("step", strconv.FormatFloat(c.step.Seconds(), 'f', -1, 64))
	}
	if err := c.get(path, form, &data); err != nil {
		return nil, err
	}
	var all []series
	for _, each := range data.Result {
		one := series{labels: each.Metric}
		points := each.Values
		if each.Value != nil {
			points = [][2]any{*each.Value}
		}
		for _, point := range points {
			at, _ := point[0].(float64)
			text, _ := point[1].(string)
			number, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return nil, err
			}
			one.times, one.values = append(one.times, at), append(one.values, number)
		}
		all = append(all, one)
	}
	return all, nil
}

// values are those that a label has on the series that match, in order, as Grafana's label_values has them.
func (c *client) values(label, match string) ([]string, error) {
	var values []string
	err := c.get("/api/v1/label/"+label+"/values", url.Values{
		"match[]": {match}, "start": {stamp(c.from)}, "end": {stamp(c.to)},
	}, &values)
	sort.Strings(values)
	return values, err
}
