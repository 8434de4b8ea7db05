// Checks deploy/ with the code that will read it: manifests with kustomize, the API server's own validation and admission and the
// Prometheus operator's schemas, the Dockerfile with BuildKit's parser and linter. Prints what a check needs to run a pod by hand.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

var problems []string

func problem(format string, values ...any) {
	problems = append(problems, fmt.Sprintf(format, values...))
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func main() {
	deploy := os.Args[1]
	dockerfile(filepath.Join(deploy, "docker", "Dockerfile"))
	built := must(krusty.MakeKustomizer(krusty.MakeDefaultOptions()).
		Run(filesys.MakeFsOnDisk(), filepath.Join(deploy, "kubernetes")))
	found := objects{}
	for _, resource := range built.Resources() {
		found.add(must(resource.AsYAML()))
	}
	found.agree()
	found.rules(filepath.Join(deploy, "prometheus", "insight-rules.yml"))
	for _, line := range problems {
		fmt.Fprintln(os.Stderr, line)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
	found.print()
}

// dockerfile holds it against every rule of BuildKit's linter, and wants no root.
func dockerfile(file string) {
	text := must(os.ReadFile(file))
	lint := linter.New(&linter.Config{Warn: func(rule, _, _, message string, at []parser.Range) {
		problem("%s:%d: %s: %s", file, at[0].Start.Line, rule, message)
	}})
	parsed := must(parser.Parse(bytes.NewReader(text)))
	stages, _, err := instructions.Parse(parsed.AST, lint)
	if err != nil {
		problem("%s: %v", file, err)
		return
	}
	user := ""
	for _, command := range stages[len(stages)-1].Commands {
		switch command := command.(type) {
		case *instructions.UserCommand:
			user = command.User
		case *instructions.EntrypointCommand:
			if command.PrependShell {
				problem("%s: signals would end at the shell of ENTRYPOINT; write it as a list", file)
			}
		}
	}
	if user == "" || strings.Trim(user, "0123456789:") != "" || strings.HasPrefix(user, "0") {
		problem("%s: USER is %q in the last stage, and should be a number other than 0", file, user)
	}
}

// agree looks for what only names several objects have in common make work, which no API server checks.
func (found *objects) agree() {
	deployment, service, monitor := found.deployment, found.service, found.monitor
	pod := deployment.Spec.Template
	ports := map[string]bool{}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			ports[port.Name] = true
		}
		for name, probe := range map[string]*corev1.Probe{"startup": container.StartupProbe,
			"liveness": container.LivenessProbe, "readiness": container.ReadinessProbe} {
			if probe == nil || probe.HTTPGet == nil {
				problem("container %s has no %s probe over HTTP", container.Name, name)
			} else {
				found.hasPort(name+" probe", probe.HTTPGet.Port, ports)
			}
		}
		for _, need := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory} {
			if _, is := container.Resources.Requests[need]; !is {
				problem("container %s requests no %s", container.Name, need)
			}
		}
	}
	serviceports := map[string]bool{}
	for _, port := range service.Spec.Ports {
		serviceports[port.Name] = true
		found.hasPort("Service", port.TargetPort, ports)
	}
	for _, endpoint := range monitor.Spec.Endpoints {
		if !serviceports[endpoint.Port] {
			problem("ServiceMonitor: no port %q in the Service", endpoint.Port)
		}
		if endpoint.Path != "/metrics" {
			problem("ServiceMonitor: /metrics is what is to be scraped, not %q", endpoint.Path)
		}
	}
	for _, rule := range found.policy.Spec.Ingress {
		for _, port := range rule.Ports {
			found.hasPort("NetworkPolicy", *port.Port, ports)
		}
	}
	selects("Service", service.Spec.Selector, pod.Labels)
	selects("PodDisruptionBudget", found.budget.Spec.Selector.MatchLabels, pod.Labels)
	selects("NetworkPolicy", found.policy.Spec.PodSelector.MatchLabels, pod.Labels)
	selects("ServiceMonitor", monitor.Spec.Selector.MatchLabels, service.Labels)
	for _, spread := range pod.Spec.TopologySpreadConstraints {
		selects("topologySpreadConstraints", spread.LabelSelector.MatchLabels, pod.Labels)
	}
	if pod.Spec.ServiceAccountName != found.account.Name {
		problem("Deployment: no ServiceAccount %q", pod.Spec.ServiceAccountName)
	}
	for _, volume := range pod.Spec.Volumes {
		if volume.ConfigMap != nil && volume.ConfigMap.Name != found.config.Name {
			problem("Deployment: no ConfigMap %q", volume.ConfigMap.Name)
		}
	}
}

func (found *objects) hasPort(who string, port intstr.IntOrString, ports map[string]bool) {
	if port.Type != intstr.String || !ports[port.StrVal] {
		problem("%s: no container has a port of the name %q", who, port.String())
	}
}

func selects(who string, selector, labels map[string]string) {
	if len(selector) == 0 {
		problem("%s selects everything", who)
	}
	for key, value := range selector {
		if labels[key] != value {
			problem("%s selects %s=%s, which nothing has", who, key, value)
		}
	}
}

// rules holds the PrometheusRule against the file that promtool tests.
func (found *objects) rules(file string) {
	type groups struct {
		Groups any `json:"groups"`
	}
	var written, tested groups
	text := must(os.ReadFile(file))
	if err := yaml.Unmarshal(text, &tested); err != nil {
		problem("%s: %v", file, err)
	}
	if err := json.Unmarshal(found.spec["PrometheusRule"], &written); err != nil {
		problem("PrometheusRule: %v", err)
	}
	if !bytes.Equal(must(json.Marshal(written)), must(json.Marshal(tested))) {
		problem("prometheusrule.yaml is not what %s says; run deploy/kubernetes/rules", file)
	}
	// What the operator calls the job is the Service's name, and rules ask for it.
	if job := fmt.Sprintf("job=%q", found.service.Name); !bytes.Contains(text, []byte(job)) {
		problem("no rule asks for %s", job)
	}
}

func (found *objects) print() {
	container := found.deployment.Spec.Template.Spec.Containers[0]
	probes := []string{}
	for _, probe := range []*corev1.Probe{container.StartupProbe, container.LivenessProbe, container.ReadinessProbe} {
		if !slices.Contains(probes, probe.HTTPGet.Path) {
			probes = append(probes, probe.HTTPGet.Path)
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"args":      container.Args,
		"port":      container.Ports[0].ContainerPort,
		"probes":    probes,
		"user":      *found.deployment.Spec.Template.Spec.SecurityContext.RunAsUser,
		"config":    found.config.Data["insight.yaml"],
		"mounts":    mounts(found.deployment),
		"protocols": found.monitor.Spec.ScrapeProtocols,
	})
}

// mounts says where each kind of volume lies.
func mounts(deployment *appsv1.Deployment) map[string]string {
	where := map[string]string{}
	for _, mount := range deployment.Spec.Template.Spec.Containers[0].VolumeMounts {
		where[mount.Name] = mount.MountPath
	}
	return where
}
