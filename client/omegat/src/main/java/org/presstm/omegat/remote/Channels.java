package org.presstm.omegat.remote;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Makes channels. */
final class Channels {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> USER =
      Metadata.Key.of("presstm-user-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Channels() {}

  /** Connects on the first call, not here. IOException names a certificate that cannot be read. */
  static ManagedChannel open(ConnectionSettings settings) throws IOException {
    return OkHttpChannelBuilder.forTarget("dns:///" + settings.authority(), credentials(settings))
        // A batch of answers may be larger than gRPC's usual 4 MiB.
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        // Routers drop connections that are idle while somebody translates.
        .keepAliveTime(5, TimeUnit.MINUTES)
        .build();
  }

  private static ChannelCredentials credentials(ConnectionSettings settings) throws IOException {
    if (!settings.tls) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    if (!settings.caFile.isEmpty()) {
      tls.trustManager(readable(settings.caFile));
    }
    if (settings.certificateFile.isEmpty() != settings.keyFile.isEmpty()) {
      throw new IOException("A client certificate needs both its file and that of its key.");
    }
    if (!settings.certificateFile.isEmpty()) {
      tls.keyManager(readable(settings.certificateFile), readable(settings.keyFile));
    }
    return tls.build();
  }

  private static File readable(String name) throws IOException {
    File file = new File(name);
    if (!file.canRead()) {
      throw new IOException(name + ": cannot be read.");
    }
    return file;
  }

  /** Says in every call who asks. */
  static ClientInterceptor identity(ConnectionSettings settings) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<Q, A>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            if (!settings.token.isEmpty()) {
              headers.put(AUTHORIZATION, "Bearer " + settings.token);
            }
            if (!settings.user.isEmpty()) {
              headers.put(USER, settings.user.getBytes(StandardCharsets.UTF_8));
            }
            super.start(listener, headers);
          }
        };
      }
    };
  }
}
