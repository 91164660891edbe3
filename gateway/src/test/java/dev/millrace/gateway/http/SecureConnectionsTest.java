package dev.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.gateway.provider.Transport.Outgoing;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureConnectionsTest {
  private static final String PASSWORD = "not a secret";

  /// A certificate for `localhost` that signs itself.
  @TempDir private static Path folder;

  private final EventLoops loops = House.loops(1);
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "provider",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost,dns:pinned.example",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store().toString()))
            .redirectErrorStream(true)
            .start();
    var output = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(output).isZero();
  }

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void aProviderWithACertificateThatIsTrustedIsReached() {
    assertThat(ask("localhost", trusting())).isEqualTo("head 200");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNot() {
    assertThat(ask("localhost", new ClientSSLOptions())).startsWith("UNREACHABLE");
  }

  @Test
  void aCertificateOfAnotherNameIsNot() {
    assertThat(ask("127.0.0.1", trusting())).startsWith("UNREACHABLE");
  }

  @Test
  void anErrandGoesToItsAddressAndAsksForTheNameOfItsUrl() throws IOException {
    assertThat(errand("pinned.example", trusting())).isEqualTo("200 pinned.example");
  }

  @Test
  void anErrandBelievesNoCertificateOfAnotherName() {
    assertThatThrownBy(() -> errand("other.example", trusting())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> errand("pinned.example", new ClientSSLOptions()))
        .isInstanceOf(IOException.class);
  }

  private String errand(String host, ClientSSLOptions trust) throws IOException {
    try (var provider = listen()) {
      Thread.ofVirtual().start(() -> sayName(provider));
      var url = URI.create("https://" + host + ":" + provider.getLocalPort() + "/");
      var place = InetAddress.getLoopbackAddress();
      var answer = new Errands(loops, trust).get(new Carrier.Errand(url, place, 1000, House.LONG));
      return answer.status() + " " + new String(answer.body(), UTF_8);
    }
  }

  /// Answers with the name that the client asked for in its first words of TLS.
  private static void sayName(SSLServerSocket provider) {
    try (var socket = (SSLSocket) provider.accept();
        var wire = new Wire(socket)) {
      wire.head();
      var session = (ExtendedSSLSession) socket.getSession();
      var names = session.getRequestedServerNames();
      var name = ((SNIHostName) names.getFirst()).getAsciiName();
      wire.say("HTTP/1.1 200 OK\r\ncontent-length: " + name.length() + "\r\n\r\n" + name).rest();
    } catch (IOException | UncheckedIOException e) {
      // The client did not like the certificate: it says so itself.
    }
  }

  private String ask(String host, ClientSSLOptions trust) {
    try (var provider = listen()) {
      Thread.ofVirtual().start(() -> answer(provider));
      var connections = new Connections(loops, trust);
      var uri = URI.create("https://" + host + ":" + provider.getLocalPort() + "/");
      var outgoing = new Outgoing(uri, Map.of(), new byte[1], House.LONG, House.LONG);
      loops.loops().getFirst().run(() -> connections.send(outgoing, new Ear()));
      return House.next(heard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(SSLServerSocket provider) {
    try (var wire = new Wire(provider.accept())) {
      wire.head();
      wire.exactly(1);
      wire.say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").rest();
    } catch (IOException | UncheckedIOException e) {
      // The client did not like the certificate: it says so itself.
    }
  }

  private static SSLServerSocket listen() throws IOException {
    try {
      var keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      var sockets = context.getServerSocketFactory();
      return (SSLServerSocket) sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static ClientSSLOptions trusting() {
    var store = new JksOptions().setPath(store().toString()).setPassword(PASSWORD);
    assertThat(Files.exists(store())).isTrue();
    var trust = new ClientSSLOptions();
    trust.setTrustOptions(store);
    return trust;
  }

  private static Path store() {
    return folder.resolve("provider.p12");
  }

  private final class Ear implements Transport.Receiver {
    @Override
    public void head(int status, Map<String, String> headers) {
      heard.add("head " + status);
    }

    @Override
    public void chunk(byte[] bytes) {}

    @Override
    public void end() {}

    @Override
    public void failed(Transport.Trouble trouble, String why) {
      heard.add(trouble + ": " + why);
    }
  }
}
