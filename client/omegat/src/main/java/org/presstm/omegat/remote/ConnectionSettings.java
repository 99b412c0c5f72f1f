package org.presstm.omegat.remote;

import java.util.List;
import java.util.Objects;

/** Where a server is and how to reach it. Immutable. Empty means not set. */
public final class ConnectionSettings {
  public static final int DEFAULT_PORT = 7411;

  /** "host", "host:port" or "[IPv6]:port". */
  public final String server;

  public final boolean tls;

  /** PEM file of the authority that signed the server's certificate. */
  public final String caFile;

  /** PEM files of the client's certificate and its private key (PKCS #8). */
  public final String certificateFile;

  public final String keyFile;

  /** Sent as "authorization: Bearer TOKEN". */
  public final String token;

  /** Who asks; becomes the author of what is written. */
  public final String user;

  private ConnectionSettings(Builder builder) {
    server = builder.server.trim();
    tls = builder.tls;
    caFile = builder.caFile.trim();
    certificateFile = builder.certificateFile.trim();
    keyFile = builder.keyFile.trim();
    token = builder.token.trim();
    user = builder.user.trim();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The address with its port, as a gRPC target wants it. */
  String authority() {
    boolean hasPort = server.matches("(\\[.*]|[^:]*):\\d+");
    boolean bareIpv6 = !hasPort && !server.startsWith("[") && server.indexOf(':') >= 0;
    String host = bareIpv6 ? "[" + server + "]" : server;
    return hasPort ? server : host + ":" + DEFAULT_PORT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionSettings
        && fields().equals(((ConnectionSettings) other).fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  private List<Object> fields() {
    return List.of(server, tls, caFile, certificateFile, keyFile, token, user);
  }

  /** Fields that are not set are empty. */
  public static final class Builder {
    private String server = "";
    private boolean tls;
    private String caFile = "";
    private String certificateFile = "";
    private String keyFile = "";
    private String token = "";
    private String user = "";

    private Builder() {}

    public Builder server(String value) {
      server = Objects.requireNonNull(value);
      return this;
    }

    public Builder tls(boolean value) {
      tls = value;
      return this;
    }

    public Builder caFile(String value) {
      caFile = Objects.requireNonNull(value);
      return this;
    }

    public Builder certificateFile(String value) {
      certificateFile = Objects.requireNonNull(value);
      return this;
    }

    public Builder keyFile(String value) {
      keyFile = Objects.requireNonNull(value);
      return this;
    }

    public Builder token(String value) {
      token = Objects.requireNonNull(value);
      return this;
    }

    public Builder user(String value) {
      user = Objects.requireNonNull(value);
      return this;
    }

    public ConnectionSettings build() {
      return new ConnectionSettings(this);
    }
  }
}
