package dev.insight.runner.blackbox;

/** Metrics of a probe; names and help are blackbox_exporter's, for dashboards and rules know them. */
enum ProbeMetric {
    SUCCESS("probe_success", "Displays whether or not the probe was a success"),
    DURATION("probe_duration_seconds", "Returns how long the probe took to complete in seconds"),
    LOOKUP("probe_dns_lookup_time_seconds", "Returns the time taken for probe dns lookup in seconds"),
    IP_PROTOCOL("probe_ip_protocol", "Specifies whether probe ip protocol is IP4 or IP6"),
    IP_HASH("probe_ip_addr_hash", "Specifies the hash of IP address. It's useful to detect if the IP address changes."),
    GRPC_DURATION("probe_grpc_duration_seconds", "Duration of gRPC request by phase"),
    GRPC_SSL("probe_grpc_ssl", "Indicates if SSL was used for the connection"),
    GRPC_STATUS("probe_grpc_status_code", "Response gRPC status code"),
    GRPC_HEALTH("probe_grpc_healthcheck_response", "Response HealthCheck response"),
    CERT_EXPIRY("probe_ssl_earliest_cert_expiry", "Returns last SSL chain expiry in unixtime"),
    CHAIN_EXPIRY("probe_ssl_last_chain_expiry_timestamp_seconds", "Returns last SSL chain expiry in timestamp"),
    CHAIN_INFO("probe_ssl_last_chain_info", "Contains SSL leaf certificate information"),
    TLS_VERSION("probe_tls_version_info", "Returns the TLS version used or NaN when unknown"),
    FAILED_REGEX("probe_failed_due_to_regex", "Indicates if probe failed due to regex"),
    FAILED_BYTES("probe_failed_due_to_bytes", "Indicates if probe failed due to bytes"),
    EXPECT_INFO("probe_expect_info", "Explicit content matched");

    final String metricName;
    final String help;

    ProbeMetric(String metricName, String help) {
        this.metricName = metricName;
        this.help = help;
    }
}
