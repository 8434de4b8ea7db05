import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Real targets on loopback for both programs to probe, at ports in a row from the one given:
 * gRPC with health, the same under TLS, gRPC without health, a mail server's banner with STARTTLS, a banner under TLS, one that
 * accepts and is silent, one whose queue is full. The folder has chain.pem and key.pem.
 */
class BlackboxTargets {
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();
    private static final List<Socket> FILLERS = new ArrayList<>();
    private static SSLContext tls;

    interface Manner {
        void serve(Socket socket) throws IOException;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]);
        File chain = folder.resolve("chain.pem").toFile();
        File key = folder.resolve("key.pem").toFile();
        tls = context(chain.toPath(), key.toPath());
        grpc(port, InsecureServerCredentials.create(), true);
        grpc(port + 1, TlsServerCredentials.create(chain, key), true);
        grpc(port + 2, InsecureServerCredentials.create(), false);
        listen(port + 3, BlackboxTargets::mail);
        listen(port + 4, socket -> {
            try (Socket secured = secured(socket)) {
                say(secured, "+OK ready\r\n");
                secured.getInputStream().readAllBytes();
            }
        });
        listen(port + 5, socket -> socket.getInputStream().readAllBytes());
        full(port + 6);
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static void grpc(int port, ServerCredentials credentials, boolean hasHealth) throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("sick", ServingStatus.NOT_SERVING);
        var server = Grpc.newServerBuilderForPort(port, credentials);
        if (hasHealth) {
            server.addService(health.getHealthService());
        }
        server.build().start();
    }

    private static void mail(Socket socket) throws IOException {
        say(socket, "220-hello\r\n220 mail.example ESMTP ready\r\n");
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("EHLO")) {
                say(socket, "250-mail.example\r\n250-STARTTLS\r\n250 OK\r\n");
            } else if (line.equals("STARTTLS")) {
                say(socket, "220 go ahead\r\n");
                socket = secured(socket);
                in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            } else if (line.startsWith("QUIT")) {
                say(socket, "221 bye\r\n");
                socket.close();
                return;
            } else {
                say(socket, "250 you said " + line + "\r\n");
            }
        }
    }

    private static Socket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, (InputStream) null, true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void listen(int port, Manner manner) throws IOException {
        ServerSocket listener = new ServerSocket(port, 50, HOST);
        daemon(() -> {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> {
                    try (socket) {
                        manner.serve(socket);
                    }
                });
            }
        });
    }

    /** Nobody accepts, and once the queue is full the kernel drops whoever knocks: the port is a black hole. */
    private static void full(int port) throws IOException {
        ServerSocket listener = new ServerSocket(port, 1, HOST);
        daemon(() -> {
            Thread.currentThread().join();
            listener.close();
        });
        for (int i = 0; i < 20; i++) {
            Socket filler = new Socket();
            FILLERS.add(filler);
            try {
                filler.connect(new InetSocketAddress(HOST, port), 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IOException("the queue does not fill");
    }

    interface Work {
        void run() throws Exception;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                // The peer went away, or did not trust us: that is what some are here for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static SSLContext context(Path chain, Path key) throws Exception {
        String pem = Files.readString(key).replaceAll("-----[^-]*-----|\\s", "");
        var secret = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        Certificate[] certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain)))
                .toArray(Certificate[]::new);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", secret, new char[0], certificates);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
