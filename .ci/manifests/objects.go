package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsinstall "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	coreinstall "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	networkinginstall "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	policyinstall "k8s.io/kubernetes/pkg/apis/policy/install"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	admission "k8s.io/pod-security-admission/api"
	podsecurity "k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

// objects is what kustomize makes: one of each kind.
type objects struct {
	deployment *appsv1.Deployment
	service    *corev1.Service
	account    *corev1.ServiceAccount
	config     *corev1.ConfigMap
	budget     *policyv1.PodDisruptionBudget
	policy     *networkingv1.NetworkPolicy
	monitor    *monitoring.ServiceMonitor
	rule       *monitoring.PrometheusRule
	spec       map[string]json.RawMessage
}

//go:embed crds/*.yaml
var crds embed.FS

var codecs = func() serializer.CodecFactory {
	scheme := runtime.NewScheme()
	coreinstall.Install(scheme)
	appsinstall.Install(scheme)
	policyinstall.Install(scheme)
	networkinginstall.Install(scheme)
	return serializer.NewCodecFactory(scheme, serializer.EnableStrict)
}()

func (found *objects) add(text []byte) {
	var head struct {
		metav1.TypeMeta   `json:",inline"`
		metav1.ObjectMeta `json:"metadata"`
		Spec              json.RawMessage `json:"spec"`
	}
	must(0, yaml.Unmarshal(text, &head))
	who := head.Kind + " " + head.Name
	if head.Namespace != "" {
		problem("%s: the namespace is whoever applies it to say", who)
	}
	if found.spec == nil {
		found.spec = map[string]json.RawMessage{}
	}
	if _, twice := found.spec[head.Kind]; twice {
		problem("%s: one too many", who)
	}
	found.spec[head.Kind] = head.Spec
	into := map[string]any{"Deployment": &found.deployment, "Service": &found.service, "ServiceAccount": &found.account,
		"ConfigMap": &found.config, "PodDisruptionBudget": &found.budget, "NetworkPolicy": &found.policy,
		"ServiceMonitor": &found.monitor, "PrometheusRule": &found.rule}[head.Kind]
	if into == nil {
		problem("%s: a kind that is not checked", who)
		return
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		problem("%s: %v", who, err)
		return
	}
	if strings.HasPrefix(head.APIVersion, "monitoring.coreos.com/") {
		custom(who, head.Kind, head.APIVersion, text)
	} else {
		builtin(who, text)
	}
	if found.deployment != nil && head.Kind == "Deployment" {
		restricted(who, found.deployment)
	}
}

// builtin decodes with the API server's defaults and validates as it does.
func builtin(who string, text []byte) {
	internal := []schema.GroupVersion{}
	for _, group := range []string{core.GroupName, apps.GroupName, policy.GroupName, networking.GroupName} {
		internal = append(internal, schema.GroupVersion{Group: group, Version: runtime.APIVersionInternal})
	}
	object, _, err := codecs.UniversalDecoder(internal...).Decode(text, nil, nil)
	if err != nil {
		problem("%s: %v", who, err)
		return
	}
	object.(metav1.Object).SetNamespace("default")
	var errors field.ErrorList
	switch object := object.(type) {
	case *apps.Deployment:
		errors = appsvalidation.ValidateDeployment(object, corevalidation.PodValidationOptions{})
	case *core.Service:
		if object.Spec.ClusterIP != "" { // as the API server does before it validates
			object.Spec.ClusterIPs = []string{object.Spec.ClusterIP}
		}
		errors = corevalidation.ValidateServiceCreate(object)
	case *core.ServiceAccount:
		errors = corevalidation.ValidateServiceAccount(object)
	case *core.ConfigMap:
		errors = corevalidation.ValidateConfigMap(object)
	case *policy.PodDisruptionBudget:
		errors = policyvalidation.ValidatePodDisruptionBudget(object, policyvalidation.PodDisruptionBudgetValidationOptions{})
	case *networking.NetworkPolicy:
		errors = networkingvalidation.ValidateNetworkPolicy(object, networkingvalidation.NetworkPolicyValidationOptions{})
	default:
		problem("%s: %T is not validated", who, object)
	}
	for _, err := range errors {
		problem("%s: %v", who, err)
	}
}

// restricted asks the admission of a namespace that enforces the strictest of the pod security standards.
func restricted(who string, deployment *appsv1.Deployment) {
	evaluator := must(podsecurity.NewEvaluator(podsecurity.DefaultChecks(), nil))
	level := admission.LevelVersion{Level: admission.LevelRestricted, Version: admission.LatestVersion()}
	template := deployment.Spec.Template
	for _, result := range evaluator.EvaluatePod(level, &template.ObjectMeta, &template.Spec) {
		if !result.Allowed {
			problem("%s: not restricted: %s: %s", who, result.ForbiddenReason, result.ForbiddenDetail)
		}
	}
}

// custom holds it against the schema that the operator gives the API server.
func custom(who, kind, version string, text []byte) {
	file := must(crds.ReadFile(fmt.Sprintf("crds/monitoring.coreos.com_%ss.yaml", strings.ToLower(kind))))
	var definition struct {
		Spec struct {
			Group    string
			Versions []struct {
				Name   string
				Schema struct {
					OpenAPIV3Schema spec.Schema `json:"openAPIV3Schema"`
				}
			}
		}
	}
	must(0, yaml.Unmarshal(file, &definition))
	for _, candidate := range definition.Spec.Versions {
		if definition.Spec.Group+"/"+candidate.Name == version {
			var object any
			must(0, yaml.Unmarshal(text, &object))
			result := validate.NewSchemaValidator(&candidate.Schema.OpenAPIV3Schema, nil, "", strfmt.Default).Validate(object)
			for _, err := range result.Errors {
				problem("%s: %v", who, err)
			}
			return
		}
	}
	problem("%s: the operator knows no %s", who, version)
}
