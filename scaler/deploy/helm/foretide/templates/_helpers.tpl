{{- define "foretide.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "foretide.selectorLabels" -}}
app.kubernetes.io/name: foretide
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "foretide.labels" -}}
{{ include "foretide.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "foretide.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "foretide.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "foretide.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{/* Whether the target is an object of Kubernetes. */}}
{{- define "foretide.scalesAnObject" -}}
{{- if has .Values.target.type (list "kubernetes-deployment" "flink-deployment") -}}true{{- end -}}
{{- end -}}

{{/* Where an API server is if nobody says where: nowhere on the Internet. RFC 1918, 6598 and 4193. */}}
{{- define "foretide.privateNetworks" -}}
10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7
{{- end -}}

{{- define "foretide.placeholders" -}}
{{- if and .Values.target.placeholders.enabled (include "foretide.scalesAnObject" .) -}}true{{- end -}}
{{- end -}}

{{- define "foretide.placeholderNamespace" -}}
{{- .Values.target.placeholders.namespace | default .Values.target.namespace -}}
{{- end -}}

{{- define "foretide.placeholderName" -}}
{{- .Values.target.placeholders.name | default (printf "%s-placeholder" .Values.target.name) -}}
{{- end -}}

{{/* What the schema cannot say. */}}
{{- define "foretide.check" -}}
{{- range $key := list "job" "data" "store" "flink" "target" "leader" "http" "planner" -}}
{{- if hasKey $.Values.config $key -}}
{{- $instead := ternary (printf "set %s of the values instead" $key) "the chart sets it" (has $key (list "job" "store" "flink" "target" "planner")) -}}
{{- fail (printf "config.%s: is not allowed here; %s" $key $instead) -}}
{{- end -}}
{{- end -}}
{{- if hasKey (.Values.config.inference | default dict) "registry" -}}
{{- fail "config.inference.registry: is not allowed here; the chart sets it" -}}
{{- end -}}
{{- if contains "@" .Values.flink.rest -}}
{{- fail "flink.rest: must be without user and password, as a ConfigMap holds it; set flink.auth" -}}
{{- end -}}
{{- if hasKey .Values.files "foretide.yaml" -}}
{{- fail "files.foretide.yaml: is not allowed; it is made of the other values" -}}
{{- end -}}
{{- with .Values.planner -}}
{{- if gt (int (.minTaskManagers | default 1)) (int (.maxTaskManagers | default 10)) -}}
{{- fail (printf "planner.minTaskManagers %d: must be at most planner.maxTaskManagers (%d)" (int .minTaskManagers) (int (.maxTaskManagers | default 10))) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* foretide.yaml */}}
{{- define "foretide.configuration" -}}
{{- include "foretide.check" . -}}
{{- $flink := dict "rest" .Values.flink.rest -}}
{{- range $key := list "job" "auth" "tls" "proxy" -}}
{{- with index $.Values.flink $key }}{{ $_ := set $flink $key . }}{{ end -}}
{{- end -}}
{{- $target := dict "type" .Values.target.type -}}
{{- if include "foretide.scalesAnObject" . -}}
{{- $target = merge $target (pick .Values.target "namespace" "name" "mode" "deletionCost" "checkpointBeforeShrink" "annotate" "comparePods") -}}
{{- if eq .Values.target.type "kubernetes-deployment" }}{{ $_ := set $target "kind" .Values.target.kind }}{{ end -}}
{{- if include "foretide.placeholders" . -}}
{{- $_ := set $target "placeholders" (dict
  "enabled" true
  "namespace" (include "foretide.placeholderNamespace" .)
  "name" (include "foretide.placeholderName" .)
  "priorityClass" .Values.target.placeholders.priorityClass) -}}
{{- end -}}
{{- else if eq .Values.target.type "rescale-api" -}}
{{- $target = merge $target (pick .Values.target "mode") -}}
{{- end -}}
{{- $configuration := dict
  "job" .Values.job
  "data" "/var/lib/foretide"
  "flink" $flink
  "target" $target
  "leader" (dict "enabled" true "namespace" .Release.Namespace "lease" (printf "foretide-%s" .Values.job))
  "planner" .Values.planner
  "http" (dict "host" "0.0.0.0" "port" 8090) -}}
{{- if not (hasPrefix "jdbc:" (.Values.config.store | default "")) }}{{ $_ := set $configuration "inference" (dict "registry" "/var/lib/foretide/models") }}{{ end -}}
{{- $configuration = mergeOverwrite $configuration (deepCopy .Values.config) -}}
{{- if or .Values.store.url .Values.autoscalers.namespaces -}}
{{- $service := pick $configuration "data" "keep" "http" -}}
{{- $job := omit $configuration "data" "keep" "http" -}}
{{- with .Values.autoscalers.namespaces -}}
{{- $_ := set $service "kubernetes" (dict "autoscalers" (dict "namespaces" .)) -}}
{{- end -}}
{{- /* Whoever shares the jobs needs no leader for each. */}}
{{- if .Values.store.url -}}
{{- $_ := set $service "store" .Values.store.url -}}
{{- $job = omit $job "leader" -}}
{{- else -}}
{{- $_ := set $service "defaults" (dict "leader" (dict "enabled" true "namespace" .Release.Namespace)) -}}
{{- end -}}
{{- $configuration = set $service "jobs" (list $job) -}}
{{- end -}}
{{- toYaml $configuration -}}
{{- end -}}

{{/* Everything that a Pod of Foretide and a Pod of the training have in common. */}}
{{- define "foretide.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "foretide.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- define "foretide.environment" -}}
env:
  # Two OpenMP threads on busy cores are up to ten times slower than one.
  - name: OMP_NUM_THREADS
    value: "1"
  # Where JavaCPP unpacks the native libraries.
  - name: FORETIDE_CACHE
    value: /var/cache/foretide
  {{- with .Values.store.secret }}
  - name: FORETIDE_STORE_USER
    valueFrom:
      secretKeyRef: {name: {{ . }}, key: user}
  - name: FORETIDE_STORE_PASSWORD
    valueFrom:
      secretKeyRef: {name: {{ . }}, key: password}
  {{- end }}
  {{- with .Values.javaOptions }}
  - name: FORETIDE_JAVA_OPTIONS
    value: {{ join " " . | quote }}
  {{- end }}
volumeMounts:
  - name: config
    mountPath: /etc/foretide
    readOnly: true
  - name: data
    mountPath: /var/lib/foretide
  - name: cache
    mountPath: /var/cache/foretide
  - name: tmp
    mountPath: /tmp
{{- end -}}

{{- define "foretide.volumes" -}}
- name: config
  configMap:
    name: {{ include "foretide.fullname" . }}
- name: cache
  emptyDir:
    sizeLimit: 1Gi
- name: tmp
  emptyDir:
    sizeLimit: 512Mi
{{- end -}}
