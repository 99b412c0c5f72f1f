package org.presstm.omegat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir static Path folder;
  private static Certificates certificates;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("server");
    certificates.make("client");
    server =
        OkHttpServerBuilder.forPort(
                0,
                TlsServerCredentials.newBuilder()
                    .keyManager(certificates.certificate("server"), certificates.key("server"))
                    .trustManager(certificates.certificate("ca"))
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
            .addService(new FakeServer())
            .build()
            .start();
  }

  @AfterAll
  static void stop() {
    server.shutdownNow();
  }

  private static ConnectionSettings.Builder settings() {
    return ConnectionSettings.builder().server("127.0.0.1:" + server.getPort()).tls(true);
  }

  private static ConnectionSettings.Builder withClientCertificate() {
    return settings()
        .certificateFile(certificates.certificate("client").getPath())
        .keyFile(certificates.key("client").getPath());
  }

  private static int memories(ConnectionSettings settings) throws IOException {
    try (MemoryClient client = MemoryClient.open(settings)) {
      return client.listMemories().size();
    }
  }

  @Test
  void connectsWithAuthorityAndClientCertificate() throws IOException {
    String authority = certificates.certificate("ca").getPath();
    assertEquals(2, memories(withClientCertificate().caFile(authority).build()));
  }

  @Test
  void doesNotTrustAServerNobodyVouchesFor() {
    ConnectionSettings settings = withClientCertificate().build();
    assertThrows(StatusRuntimeException.class, () -> memories(settings));
  }

  @Test
  void isNotLetInWithoutAClientCertificate() {
    ConnectionSettings settings =
        settings().caFile(certificates.certificate("ca").getPath()).build();
    assertThrows(StatusRuntimeException.class, () -> memories(settings));
  }

  @Test
  void namesAFileThatCannotBeRead() {
    ConnectionSettings settings = settings().caFile("/no/such.pem").build();
    IOException error = assertThrows(IOException.class, () -> memories(settings));
    assertEquals("/no/such.pem: cannot be read.", error.getMessage());
  }

  @Test
  void wantsTheKeyWithTheCertificate() {
    ConnectionSettings settings =
        settings().certificateFile(certificates.certificate("client").getPath()).build();
    IOException error = assertThrows(IOException.class, () -> memories(settings));
    assertTrue(error.getMessage().contains("key"), error.getMessage());
  }
}
