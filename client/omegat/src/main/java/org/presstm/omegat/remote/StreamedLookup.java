package org.presstm.omegat.remote;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import presstm.v1.LookupQueries;
import presstm.v1.LookupQuery;
import presstm.v1.LookupRequest;
import presstm.v1.LookupResult;
import presstm.v1.StreamLookupRequest;
import presstm.v1.StreamLookupResponse;
import presstm.v1.TranslationMemoryServiceGrpc.TranslationMemoryServiceStub;

/** One StreamLookup. Sends only as fast as the server takes it, and reads meanwhile. */
final class StreamedLookup
    implements ClientResponseObserver<StreamLookupRequest, StreamLookupResponse> {
  private static final int QUERIES_A_MESSAGE = 100;

  private final LookupRequest config;
  private final List<LookupQuery> queries;
  private final BiConsumer<Integer, LookupResult> results;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private ClientCallStreamObserver<StreamLookupRequest> call;
  private int sent;
  private boolean closed;
  private int answered;

  StreamedLookup(
      LookupRequest config, List<LookupQuery> queries, BiConsumer<Integer, LookupResult> results) {
    this.config = config;
    this.queries = queries;
    this.results = results;
  }

  CompletableFuture<Void> start(TranslationMemoryServiceStub stub) {
    stub.streamLookup(this);
    done.whenComplete(
        (value, error) -> {
          if (done.isCancelled()) {
            call.cancel("Not wanted any more.", null);
          }
        });
    return done;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<StreamLookupRequest> stream) {
    call = stream;
    stream.setOnReadyHandler(this::send);
  }

  private void send() {
    if (sent == 0 && call.isReady() && !closed) {
      call.onNext(StreamLookupRequest.newBuilder().setConfig(config).build());
    }
    while (sent < queries.size() && call.isReady()) {
      int end = Math.min(sent + QUERIES_A_MESSAGE, queries.size());
      LookupQueries message =
          LookupQueries.newBuilder().addAllQueries(queries.subList(sent, end)).build();
      sent = end;
      call.onNext(StreamLookupRequest.newBuilder().setQueries(message).build());
    }
    if (sent == queries.size() && !closed) {
      closed = true;
      call.onCompleted();
    }
  }

  @Override
  public void onNext(StreamLookupResponse response) {
    for (LookupResult result : response.getResultsList()) {
      results.accept(answered++, result);
    }
  }

  @Override
  public void onError(Throwable error) {
    done.completeExceptionally(error);
  }

  @Override
  public void onCompleted() {
    done.complete(null);
  }
}
