package org.presstm.omegat.queue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.presstm.omegat.queue.DiskQueue.Item;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.BatchCreateTranslationUnitsResult;
import presstm.v1.CreateTranslationUnitRequest;
import presstm.v1.Status;
import presstm.v1.TranslationUnit;

/**
 * Empties a queue of CreateTranslationUnitRequests into a server, in order, on a thread of its own.
 * While the server is away, or refuses everything, nothing is taken out; it is tried again after a
 * pause that grows up to half a minute, or at once after wake(). An item the server refuses for
 * itself is put aside. An answer that is lost makes it send again; the server merges a unit with
 * one that says the same, and ours carry their dates, so that this changes nothing.
 *
 * <p>Several programs may share a folder: the one that holds its lock sends for all.
 */
public final class QueueSender implements AutoCloseable {
  // Codes of gRPC.
  private static final int OK = 0;
  private static final int INVALID_ARGUMENT = 3;

  private static final int UNITS_A_REQUEST = 100;
  private static final long FIRST_PAUSE_MS = 1000;
  private static final long LONGEST_PAUSE_MS = 30_000;
  private static final long LAST_TRY_MS = 3000;

  private final DiskQueue queue;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "presstm-sender");
  private UnitWriter writer;
  private boolean awake;
  private boolean closed;

  /** Is told, on the sender's thread, what became of things. */
  public interface Listener {
    /** The server has taken some; so many wait. */
    void sent(int waiting);

    /** The server could not be reached or refused everything. */
    void failed(Exception error, int waiting);

    /** The server has stored one, which may carry quality warnings. */
    void stored(TranslationUnit unit);

    /** The server refused one unit for itself. */
    void rejected(String reason);
  }

  public QueueSender(DiskQueue queue, Listener listener) {
    this.queue = queue;
    this.listener = listener;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Where to send from now on; null: nowhere. */
  public synchronized void setWriter(UnitWriter newWriter) {
    writer = newWriter;
    wake();
  }

  /** Tries at once. */
  public synchronized void wake() {
    awake = true;
    notifyAll();
  }

  /**
   * Tries once more if there is something new, and ends. Waits for that no longer than the call
   * would be missed by somebody who closes a program. What is left waits for the next time.
   */
  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.join(LAST_TRY_MS);
    thread.interrupt();
    thread.join();
  }

  private void run() {
    long pause = 0;
    while (waitFor(pause)) {
      try {
        sendAll();
        // Without an error the others' items are looked for now and then.
        pause = LONGEST_PAUSE_MS;
      } catch (Exception error) {
        pause = pause == 0 || pause == LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : longer(pause);
        report(error);
      }
    }
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE_MS - 1);
  }

  private synchronized boolean waitFor(long pause) {
    long end = System.nanoTime() + pause * 1_000_000;
    try {
      while (!closed && !awake && end - System.nanoTime() > 0) {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException ending) {
      return false;
    }
    boolean due = awake || !closed;
    awake = false;
    return due;
  }

  private void report(Exception error) {
    try {
      listener.failed(error, queue.size());
    } catch (IOException unreadable) {
      listener.failed(unreadable, 0);
    }
  }

  private void sendAll() throws IOException {
    UnitWriter current = currentWriter();
    if (current == null || queue.size() == 0) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                queue.folder().resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      while (lock != null && sendSome(current)) {
        listener.sent(queue.size());
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownProgram) {
      return null;
    }
  }

  private synchronized UnitWriter currentWriter() {
    return writer;
  }

  /** Sends the oldest items that go to one memory by one rule. False if the queue is empty. */
  private boolean sendSome(UnitWriter current) throws IOException {
    List<Item> oldest = queue.first(UNITS_A_REQUEST);
    List<Item> items = new ArrayList<>();
    BatchCreateTranslationUnitsRequest.Builder request =
        BatchCreateTranslationUnitsRequest.newBuilder();
    for (Item item : oldest) {
      CreateTranslationUnitRequest unit = parse(item);
      if (unit == null) {
        continue;
      }
      if (items.isEmpty()) {
        request.setParent(unit.getParent()).setWriteRule(unit.getWriteRule());
      } else if (!request.getParent().equals(unit.getParent())
          || request.getWriteRule() != unit.getWriteRule()) {
        break;
      }
      items.add(item);
      request.addTranslationUnits(unit.getTranslationUnit());
    }
    if (!items.isEmpty()) {
      settle(items, current.write(request.build()));
    }
    return !oldest.isEmpty();
  }

  private CreateTranslationUnitRequest parse(Item item) throws IOException {
    try {
      return CreateTranslationUnitRequest.parseFrom(item.data);
    } catch (InvalidProtocolBufferException error) {
      reject(item, "The file is damaged: " + error.getMessage());
      return null;
    }
  }

  private void settle(List<Item> items, List<BatchCreateTranslationUnitsResult> results)
      throws IOException {
    if (results.size() != items.size()) {
      throw new IOException("The server answered for another number of units.");
    }
    for (int i = 0; i < items.size(); i++) {
      Status error = results.get(i).getError();
      if (error.getCode() == OK) {
        queue.remove(items.get(i));
        listener.stored(results.get(i).getWritten().getTranslationUnit());
      } else if (error.getCode() == INVALID_ARGUMENT) {
        reject(items.get(i), error.getMessage());
      } else {
        // A full disk, say: it may be taken later.
        throw new IOException(error.getMessage());
      }
    }
  }

  private void reject(Item item, String reason) throws IOException {
    queue.reject(item, reason);
    listener.rejected(reason);
  }
}
