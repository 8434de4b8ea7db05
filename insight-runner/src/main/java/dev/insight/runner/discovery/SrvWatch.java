package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Reads the instances that SRV records name, by the JDK's own DNS client. Confined to one thread. */
@SuppressWarnings("BanJNDI") // whose DNS provider hands out texts and no objects
final class SrvWatch implements Polling.Reader {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final String TIMEOUT_MILLIS = "1000";
    private static final String TRIES = "3";

    private final SrvConfig config;

    private SrvWatch(SrvConfig config) {
        this.config = config;
    }

    static Registry start(SrvConfig config, Ticker ticker, Consumer<List<Instance>> changed) {
        return Polling.start("the SRV records of " + config.name(), new SrvWatch(config), PERIOD, ticker, changed);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // a Hashtable is what it takes
    public List<Instance> read() throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://" + config.server());
        environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            DirContext dns = new InitialDirContext(environment);
            try {
                return instances(dns);
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            throw new IOException("there is no such name", e);
        } catch (NamingException e) {
            throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** One for each address of each record's host. */
    private List<Instance> instances(DirContext dns) throws NamingException {
        List<Instance> instances = new ArrayList<>();
        for (String record : texts(dns, config.name(), "SRV")) {
            String[] fields = record.split(" "); // priority, weight, port, host
            if (fields.length == 4) {
                int port = Integer.parseInt(fields[2]);
                for (String address : addresses(dns, fields[3])) {
                    instances.add(
                            new Instance(fields[3] + ":" + port + " at " + address, "", "", address, port, Map.of()));
                }
            }
        }
        instances.sort(Comparator.comparing(Instance::id));
        return instances;
    }

    /** The host's addresses by the same server; the name itself where it knows none, to be looked up as any other. */
    private static List<String> addresses(DirContext dns, String host) throws NamingException {
        List<String> addresses = new ArrayList<>();
        try {
            addresses.addAll(texts(dns, host, "A"));
            addresses.addAll(texts(dns, host, "AAAA"));
        } catch (NameNotFoundException e) {
            // it knows none
        }
        boolean isAbsolute = host.endsWith(".");
        return addresses.isEmpty() ? List.of(isAbsolute ? host.substring(0, host.length() - 1) : host) : addresses;
    }

    private static List<String> texts(DirContext dns, String name, String type) throws NamingException {
        Attribute records = dns.getAttributes(name, new String[] {type}).get(type);
        List<String> texts = new ArrayList<>();
        if (records != null) {
            for (int i = 0; i < records.size(); i++) {
                texts.add(String.valueOf(records.get(i)));
            }
        }
        return texts;
    }
}
