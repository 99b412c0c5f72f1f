package org.presstm.omegat.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.BatchCreateTranslationUnitsResult;
import presstm.v1.CreateTranslationUnitRequest;
import presstm.v1.TranslationUnit;
import presstm.v1.WriteRule;

class QueueSenderTest {
  private static final long DEADLINE_SECONDS = 30;
  private static final int INVALID_ARGUMENT = 3;
  private static final int RESOURCE_EXHAUSTED = 8;

  @TempDir Path folder;
  private final Writer writer = new Writer();
  private final Events events = new Events();
  private DiskQueue queue;
  private QueueSender sender;

  /** Takes everything, unless told otherwise. */
  private static final class Writer implements UnitWriter {
    final List<BatchCreateTranslationUnitsRequest> requests = new CopyOnWriteArrayList<>();
    volatile boolean away;
    volatile boolean losesAnswer;
    volatile String refused = "";
    volatile int refusedWith = INVALID_ARGUMENT;

    @Override
    public List<BatchCreateTranslationUnitsResult> write(
        BatchCreateTranslationUnitsRequest request) {
      if (away) {
        throw Status.UNAVAILABLE.asRuntimeException();
      }
      requests.add(request);
      if (losesAnswer) {
        losesAnswer = false;
        throw Status.DEADLINE_EXCEEDED.asRuntimeException();
      }
      List<BatchCreateTranslationUnitsResult> results = new ArrayList<>();
      for (TranslationUnit unit : request.getTranslationUnitsList()) {
        BatchCreateTranslationUnitsResult.Builder result =
            BatchCreateTranslationUnitsResult.newBuilder();
        if (unit.getDocument().equals(refused)) {
          result.getErrorBuilder().setCode(refusedWith).setMessage("not " + refused);
        } else {
          result.getWrittenBuilder().setTranslationUnit(unit);
        }
        results.add(result.build());
      }
      return results;
    }

    List<String> documents() {
      return requests.stream()
          .flatMap(request -> request.getTranslationUnitsList().stream())
          .map(TranslationUnit::getDocument)
          .collect(Collectors.toList());
    }
  }

  /** What the sender has told, in its order. */
  private static final class Events implements QueueSender.Listener {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final List<String> stored = new CopyOnWriteArrayList<>();

    @Override
    public void sent(int waiting) {
      told.add("sent, " + waiting);
    }

    @Override
    public void failed(Exception error, int waiting) {
      told.add("failed, " + waiting);
    }

    @Override
    public void stored(TranslationUnit unit) {
      stored.add(unit.getDocument());
    }

    @Override
    public void rejected(String reason) {
      told.add("rejected: " + reason);
    }

    String next() throws InterruptedException {
      String event = told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(event, "nothing was told");
      return event;
    }
  }

  @BeforeEach
  void start() throws IOException {
    queue = DiskQueue.open(folder);
    sender = new QueueSender(queue, events);
  }

  @AfterEach
  void stop() throws InterruptedException {
    sender.close();
  }

  private void add(String document) throws IOException {
    add(document, "memories/press");
  }

  private void add(String document, String memory) throws IOException {
    queue.add(
        CreateTranslationUnitRequest.newBuilder()
            .setParent(memory)
            .setWriteRule(WriteRule.WRITE_RULE_KEEP_ALL)
            .setTranslationUnit(TranslationUnit.newBuilder().setDocument(document))
            .build()
            .toByteArray());
  }

  private void run() {
    sender.setWriter(writer);
    sender.start();
  }

  @Test
  void sendsWhatAnEarlierRunLeftInItsOrder() throws Exception {
    add("a");
    add("b");
    add("c");
    run();
    assertEquals("sent, 0", events.next());
    assertEquals(List.of("a", "b", "c"), writer.documents());
    assertEquals(List.of("a", "b", "c"), events.stored);
    assertEquals(1, writer.requests.size());
    assertEquals(WriteRule.WRITE_RULE_KEEP_ALL, writer.requests.get(0).getWriteRule());
  }

  @Test
  void keepsEverythingWhileTheServerIsAway() throws Exception {
    writer.away = true;
    add("a");
    run();
    assertEquals("failed, 1", events.next());
    add("b");
    writer.away = false;
    sender.wake();
    // It may also have tried by itself before "b" was there.
    String event = events.next();
    while (!event.equals("sent, 0")) {
      event = events.next();
    }
    assertEquals(List.of("a", "b"), writer.documents());
  }

  @Test
  void sendsAgainTheSameWhenAnAnswerIsLost() throws Exception {
    writer.losesAnswer = true;
    add("a");
    add("b");
    run();
    assertEquals("failed, 2", events.next());
    sender.wake();
    assertEquals("sent, 0", events.next());
    assertEquals(2, writer.requests.size());
    assertEquals(writer.requests.get(0), writer.requests.get(1));
  }

  @Test
  void putsAsideWhatTheServerRefusesForItself() throws Exception {
    writer.refused = "bad";
    add("a");
    add("bad");
    add("c");
    run();
    assertEquals("rejected: not bad", events.next());
    assertEquals("sent, 0", events.next());
    assertEquals(List.of("a", "c"), events.stored);
    assertEquals(1, queue.rejectedCount());
  }

  @Test
  void keepsWhatTheServerCannotTakeNow() throws Exception {
    writer.refused = "b";
    writer.refusedWith = RESOURCE_EXHAUSTED;
    add("a");
    add("b");
    run();
    assertEquals("failed, 1", events.next());
    writer.refused = "";
    sender.wake();
    assertEquals("sent, 0", events.next());
    assertEquals(0, queue.rejectedCount());
  }

  @Test
  void asksOnceForEachRunOfAMemory() throws Exception {
    add("a", "memories/x");
    add("b", "memories/x");
    add("c", "memories/y");
    add("d", "memories/x");
    run();
    assertEquals("sent, 2", events.next());
    assertEquals("sent, 1", events.next());
    assertEquals("sent, 0", events.next());
    assertEquals(List.of("a", "b", "c", "d"), writer.documents());
  }

  @Test
  void goesOnAfterDamagedFiles() throws Exception {
    for (int i = 0; i < 150; i++) {
      queue.add(new byte[] {(byte) 0xff});
    }
    add("good");
    run();
    for (int i = 0; i < 150; i++) {
      String event = events.next();
      if (event.startsWith("sent")) {
        event = events.next();
      }
      assertEquals("rejected: The file is damaged", event.substring(0, 29));
    }
    assertEquals("sent, 0", events.next());
    assertEquals(List.of("good"), writer.documents());
  }

  @Test
  void twoSendersShareAFolder() throws Exception {
    QueueSender other = new QueueSender(queue, events);
    other.setWriter(writer);
    for (int i = 0; i < 250; i++) {
      add("d" + i);
    }
    run();
    other.start();
    String event = events.next();
    while (!event.equals("sent, 0")) {
      event = events.next();
    }
    other.close();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      expected.add("d" + i);
    }
    assertEquals(expected, writer.documents());
  }

  @Test
  void closingSendsWhatHasJustBeenAdded() throws Exception {
    run();
    add("last");
    sender.wake();
    sender.close();
    assertEquals(List.of("last"), writer.documents());
    assertEquals(0, queue.size());
  }

  @Test
  void withoutAServerItWaits() throws Exception {
    add("a");
    sender.start();
    sender.close();
    assertEquals(1, queue.size());
  }
}
