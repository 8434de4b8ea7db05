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
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Reads the instances that SRV records name, by the JDK's own DNS client. Confined to one thread. */
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
    // JNDI's DNS provider hands out texts and no objects; a Hashtable is what it takes.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    public List<Instance> read() throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://" + config.server());
        environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            DirContext dns = new InitialDirContext(environment);
            try {
                Attribute records =
                        dns.getAttributes(config.name(), new String[] {"SRV"}).get("SRV");
                return records == null ? List.of() : instances(records.getAll());
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            throw new IOException("there is no such name", e);
        } catch (NamingException e) {
            throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private List<Instance> instances(NamingEnumeration<?> records) throws NamingException {
        List<Instance> instances = new ArrayList<>();
        while (records.hasMore()) {
            String[] fields = String.valueOf(records.next()).split(" "); // priority, weight, port, host
            if (fields.length == 4) {
                String host = fields[3].endsWith(".") ? fields[3].substring(0, fields[3].length() - 1) : fields[3];
                int port = Integer.parseInt(fields[2]);
                instances.add(new Instance(host + ":" + port, "", "", host, port, Map.of()));
            }
        }
        instances.sort(Comparator.comparing(Instance::id));
        return instances;
    }
}
