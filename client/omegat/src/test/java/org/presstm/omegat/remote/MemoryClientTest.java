package org.presstm.omegat.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.LookupQuery;
import presstm.v1.LookupRequest;
import presstm.v1.LookupResponse;
import presstm.v1.LookupResult;
import presstm.v1.Segment;
import presstm.v1.TranslationUnit;

class MemoryClientTest {
  private static final long DEADLINE_SECONDS = 30;
  private static final ConnectionSettings SETTINGS =
      ConnectionSettings.builder().server("fake").token("s3cret").user("김 기자").build();

  private final FakeServer fake = new FakeServer();
  private Server server;
  private MemoryClient client;

  @BeforeEach
  void start() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(fake.withHeaders()).build().start();
    client = MemoryClient.over(InProcessChannelBuilder.forName(name).build(), SETTINGS);
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  private static Segment segment(String text) {
    return Segment.newBuilder().setText(text).build();
  }

  private static LookupRequest request(String text) {
    return LookupRequest.newBuilder().setQuery(segment(text)).build();
  }

  private static List<LookupQuery> queries(int count) {
    List<LookupQuery> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queries.add(LookupQuery.newBuilder().setQuery(segment("text " + i)).build());
    }
    return queries;
  }

  @Test
  void looksUpAndSaysWhoAsks() throws Exception {
    LookupResponse response = client.lookup(request("你好")).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertEquals("= 你好", response.getMatches(0).getTarget().getSegment().getText());
    Metadata headers = fake.headers.get(0);
    assertEquals(
        "Bearer s3cret",
        headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)));
    assertArrayEquals(
        "김 기자".getBytes(StandardCharsets.UTF_8),
        headers.get(Metadata.Key.of("presstm-user-bin", Metadata.BINARY_BYTE_MARSHALLER)));
  }

  @Test
  void cancellingReachesTheServer() throws Exception {
    fake.silent = true;
    CompletableFuture<LookupResponse> call = client.lookup(request("slow"));
    assertTrue(fake.lookupCame.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
    call.cancel(false);
    assertTrue(fake.lookupCancelled.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void streamsAllQueriesAndKeepsTheirOrder() throws Exception {
    List<LookupQuery> queries = queries(250);
    List<String> targets = new ArrayList<>();
    client
        .lookupAll(
            LookupRequest.getDefaultInstance(),
            queries,
            (i, result) -> {
              assertEquals(targets.size(), i);
              targets.add(target(result));
            })
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertEquals(250, targets.size());
    assertEquals("= text 249", targets.get(249));
    assertEquals(List.of(100, 100, 50), fake.queriesInMessages);
  }

  private static String target(LookupResult result) {
    return result.getResponse().getMatches(0).getTarget().getSegment().getText();
  }

  @Test
  void aStreamWithoutQueriesEnds() throws Exception {
    client
        .lookupAll(LookupRequest.getDefaultInstance(), List.of(), (i, result) -> {})
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertEquals(List.of(), fake.queriesInMessages);
  }

  @Test
  void aStreamThatBreaksKeepsWhatCame() {
    fake.streamFault = Status.UNAVAILABLE.withDescription("gone");
    List<Integer> answered = new ArrayList<>();
    ExecutionException error =
        assertThrows(
            ExecutionException.class,
            () ->
                client
                    .lookupAll(
                        LookupRequest.getDefaultInstance(),
                        queries(250),
                        (i, result) -> answered.add(i))
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS));
    assertTrue(CallError.isAway(error.getCause()));
    assertEquals(100, answered.size());
  }

  @Test
  void listsAllPagesOfMemories() {
    List<String> names = new ArrayList<>();
    client.listMemories().forEach(memory -> names.add(memory.getName()));
    assertEquals(List.of("memories/a", "memories/b"), names);
  }

  @Test
  void writesAUnitForEachOfTheRequest() {
    TranslationUnit unit = TranslationUnit.newBuilder().setDocument("d").build();
    BatchCreateTranslationUnitsRequest request =
        BatchCreateTranslationUnitsRequest.newBuilder()
            .addTranslationUnits(unit)
            .addTranslationUnits(unit)
            .build();
    assertEquals(2, client.write(request).size());
    assertEquals(List.of(unit, unit), fake.written);
  }

  @Test
  void aServerThatIsNotThereIsAway() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ConnectionSettings nobody =
        ConnectionSettings.builder().server("127.0.0.1:" + port).build();
    try (MemoryClient lost = MemoryClient.open(nobody)) {
      ExecutionException error =
          assertThrows(
              ExecutionException.class,
              () -> lost.lookup(request("x")).get(DEADLINE_SECONDS, TimeUnit.SECONDS));
      assertTrue(CallError.isAway(error.getCause()));
      assertTrue(
          CallError.describe(error.getCause()).startsWith("The server cannot be reached"),
          CallError.describe(error.getCause()));
    }
  }

  @Test
  void saysWhatWentWrong() {
    Throwable token = Status.UNAUTHENTICATED.withDescription("expired").asRuntimeException();
    assertEquals("The server does not accept the token: expired", CallError.describe(token));
    Throwable memory = Status.NOT_FOUND.withDescription("no memory x").asRuntimeException();
    assertEquals("no memory x", CallError.describe(memory));
    assertFalse(CallError.isAway(memory));
    assertEquals("full", CallError.describe(new IOException("full")));
    assertTrue(CallError.isCancelled(Status.CANCELLED.asRuntimeException()));
  }
}
