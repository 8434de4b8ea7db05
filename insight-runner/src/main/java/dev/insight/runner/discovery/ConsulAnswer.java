package dev.insight.runner.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what Consul's {@code /v1/health/service} answers: an array of instances, each with its node. */
final class ConsulAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_PORT = 65_535;

    private String id = "";
    private String service = "";
    private String place = "";
    private String nodeAddress = "";
    private String address = "";
    private int port;
    private final Map<String, String> says = new HashMap<>();

    private ConsulAnswer() {}

    /**
     * The instances in {@code answer}; those without an address or a port are left out.
     *
     * @throws IOException with what is wrong, when it is no such answer
     */
    static List<Instance> read(InputStream answer) throws IOException {
        List<Instance> instances = new ArrayList<>();
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("answers something that is no list of instances, so it is no Consul");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new IOException("answers a list of something else than instances, so it is no Consul");
                }
                ConsulAnswer one = new ConsulAnswer();
                one.readEntry(json);
                if (one.isUsable()) {
                    instances.add(one.instance());
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("answers what is no JSON: " + e.getOriginalMessage(), e);
        }
        return instances;
    }

    private boolean isUsable() {
        return !(address.isEmpty() && nodeAddress.isEmpty()) && port > 0 && port <= MOST_PORT;
    }

    private Instance instance() {
        return new Instance(id, service, place, address.isEmpty() ? nodeAddress : address, port, says);
    }

    private void readEntry(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && field.equals("Node")) {
                readNode(json);
            } else if (token == JsonToken.START_OBJECT && field.equals("Service")) {
                readService(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readNode(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "Address" -> nodeAddress = text(json);
                case "Datacenter" -> place = text(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readService(JsonParser json) throws IOException {
        Map<String, String> meta = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "ID" -> id = text(json);
                case "Service" -> service = text(json);
                case "Address" -> address = text(json);
                case "Port" -> port = json.getValueAsInt();
                case "Tags" -> readTags(json, token);
                case "Meta" -> readMeta(json, token, meta);
                default -> json.skipChildren();
            }
        }
        says.putAll(meta); // which is made for it, whatever tags say
    }

    /** {@code insight_region=sg}: what registrars without meta can say. */
    private void readTags(JsonParser json, JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            return; // null of none
        }
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            String tag = text(json);
            int equals = tag.indexOf('=');
            if (tag.startsWith(Instance.PREFIX) && equals > 0) {
                says.put(tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
    }

    private static void readMeta(JsonParser json, JsonToken token, Map<String, String> meta) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            if (key.startsWith(Instance.PREFIX)) {
                meta.put(key, text(json));
            }
        }
    }

    private static String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getValueAsString("");
    }
}
