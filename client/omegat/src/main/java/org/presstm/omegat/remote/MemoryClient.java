package org.presstm.omegat.remote;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.presstm.omegat.queue.UnitWriter;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.BatchCreateTranslationUnitsResult;
import presstm.v1.ListMemoriesRequest;
import presstm.v1.ListMemoriesResponse;
import presstm.v1.LookupQuery;
import presstm.v1.LookupRequest;
import presstm.v1.LookupResponse;
import presstm.v1.LookupResult;
import presstm.v1.Memory;
import presstm.v1.SearchConcordanceRequest;
import presstm.v1.SearchConcordanceResponse;
import presstm.v1.TranslationMemoryServiceGrpc;
import presstm.v1.TranslationMemoryServiceGrpc.TranslationMemoryServiceBlockingStub;
import presstm.v1.TranslationMemoryServiceGrpc.TranslationMemoryServiceFutureStub;
import presstm.v1.TranslationMemoryServiceGrpc.TranslationMemoryServiceStub;

/**
 * A server's translation memories. Thread-safe. Calls that return a future never block; the future
 * fails with a StatusRuntimeException (see CallError), and cancelling it ends the call on the
 * server too. They complete on threads of gRPC's. Every call has a deadline.
 */
public final class MemoryClient implements AutoCloseable, UnitWriter {
  private static final int LOOKUP_SECONDS = 10;
  private static final int WRITE_SECONDS = 60;
  private static final int PREFETCH_MINUTES = 10;

  private final ManagedChannel managed;
  private final Channel channel;

  private MemoryClient(ManagedChannel managed, ConnectionSettings settings) {
    this.managed = managed;
    channel = ClientInterceptors.intercept(managed, Channels.identity(settings));
  }

  /** Connects on the first call. IOException names a certificate that cannot be read. */
  public static MemoryClient open(ConnectionSettings settings) throws IOException {
    return new MemoryClient(Channels.open(settings), settings);
  }

  /** For tests: over a channel that is there; it is closed with the client. */
  static MemoryClient over(ManagedChannel managed, ConnectionSettings settings) {
    return new MemoryClient(managed, settings);
  }

  public CompletableFuture<LookupResponse> lookup(LookupRequest request) {
    // Somebody waits for this: try a server that was away again now.
    managed.resetConnectBackoff();
    return Futures.of(futureStub(LOOKUP_SECONDS).lookup(request));
  }

  /**
   * Looks up many segments in one stream. `results` gets each one's number and result, in order.
   * The future is done when all have been answered.
   */
  public CompletableFuture<Void> lookupAll(
      LookupRequest config, List<LookupQuery> queries, BiConsumer<Integer, LookupResult> results) {
    TranslationMemoryServiceStub stub =
        TranslationMemoryServiceGrpc.newStub(channel)
            .withDeadlineAfter(PREFETCH_MINUTES, TimeUnit.MINUTES);
    return new StreamedLookup(config, queries, results).start(stub);
  }

  public CompletableFuture<SearchConcordanceResponse> searchConcordance(
      SearchConcordanceRequest request) {
    managed.resetConnectBackoff();
    return Futures.of(futureStub(LOOKUP_SECONDS).searchConcordance(request));
  }

  /** All memories of the server. Blocks. */
  public List<Memory> listMemories() {
    List<Memory> memories = new ArrayList<>();
    ListMemoriesRequest.Builder request = ListMemoriesRequest.newBuilder().setPageSize(1000);
    ListMemoriesResponse page;
    do {
      page = blockingStub(LOOKUP_SECONDS).listMemories(request.build());
      memories.addAll(page.getMemoriesList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return memories;
  }

  @Override
  public List<BatchCreateTranslationUnitsResult> write(BatchCreateTranslationUnitsRequest request) {
    return blockingStub(WRITE_SECONDS).batchCreateTranslationUnits(request).getResultsList();
  }

  /** Ends all calls that are under way. */
  @Override
  public void close() {
    managed.shutdownNow();
  }

  private TranslationMemoryServiceFutureStub futureStub(int seconds) {
    return TranslationMemoryServiceGrpc.newFutureStub(channel)
        .withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  private TranslationMemoryServiceBlockingStub blockingStub(int seconds) {
    managed.resetConnectBackoff();
    return TranslationMemoryServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }
}
