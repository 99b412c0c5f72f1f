package org.presstm.omegat.remote;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and certificates of its making, by the JDK's keytool, as PEM files in a folder. */
final class Certificates {
  private static final String PASSWORD = "password";

  private final Path folder;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    generate("ca", "-ext", "bc:c");
    exportCertificate("ca");
  }

  File certificate(String name) {
    return folder.resolve(name + ".pem").toFile();
  }

  File key(String name) {
    return folder.resolve(name + ".key").toFile();
  }

  /** Signed by the authority, for this machine's address. */
  void make(String name) throws Exception {
    generate(name);
    keytool("-certreq", "-alias", name, "-keystore", store(name), "-file", path(name + ".csr"));
    keytool(
        "-gencert", "-alias", "ca", "-keystore", store("ca"), "-rfc",
        "-ext", "san=ip:127.0.0.1",
        "-infile", path(name + ".csr"), "-outfile", path(name + ".pem"));
    exportKey(name);
  }

  private void generate(String name, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-genkeypair", "-alias", name, "-keystore", store(name)));
    arguments.addAll(List.of("-dname", "CN=" + name, "-keyalg", "EC", "-keysize", "256"));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(new String[0]));
  }

  private void exportCertificate(String name) throws Exception {
    keytool(
        "-exportcert", "-rfc", "-alias", name, "-keystore", store(name),
        "-file", path(name + ".pem"));
  }

  private void exportKey(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(new File(store(name)), PASSWORD.toCharArray());
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        key(name).toPath(),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private String store(String name) {
    return path(name + ".p12");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
