package org.presstm.omegat.gui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.omegat.util.Log;
import org.presstm.omegat.queue.DiskQueue;
import org.presstm.omegat.queue.QueueSender;
import org.presstm.omegat.remote.CallError;
import org.presstm.omegat.remote.MemoryClient;
import presstm.v1.CreateTranslationUnitRequest;
import presstm.v1.TranslationUnit;

/** Puts confirmed segments on disk, and from there on the server. Never blocks. */
final class WriteBack implements QueueSender.Listener {
  private final DiskQueue queue;
  private final QueueSender sender;
  private final Executor background;
  private final Runnable changed;
  private final WriteWarnings warnings = new WriteWarnings();
  private volatile int waiting;
  private volatile int rejected;
  private volatile String trouble = "";

  /** `changed` is called, on any thread, when status() or trouble() may say something else. */
  WriteBack(DiskQueue queue, Executor background, Runnable changed) throws IOException {
    this.queue = queue;
    this.background = background;
    this.changed = changed;
    waiting = queue.size();
    rejected = queue.rejectedCount();
    sender = new QueueSender(queue, this);
    sender.start();
  }

  /** Where to send to; null: nowhere, and the queue waits. */
  void setClient(MemoryClient client) {
    sender.setWriter(client);
  }

  void add(CreateTranslationUnitRequest unit) {
    background.execute(
        () -> {
          try {
            queue.add(unit.toByteArray());
            waiting = queue.size();
          } catch (IOException error) {
            Log.log(error);
            trouble = "A confirmed segment could not be kept for the server: " + error;
          }
          changed.run();
          sender.wake();
        });
  }

  /** How many segments wait or were refused, and what was warned of; empty if nothing. */
  String status() {
    List<String> parts = new ArrayList<>();
    if (waiting > 0) {
      parts.add("Confirmed segments that wait for the server: " + waiting);
    }
    if (rejected > 0) {
      Path folder = queue.folder().resolve("rejected");
      parts.add("Refused by the server: " + rejected + ", kept in " + folder);
    }
    String warned = warnings.text();
    if (!warned.isEmpty()) {
      parts.add(warned);
    }
    return String.join("\n", parts);
  }

  String trouble() {
    return trouble;
  }

  @Override
  public void sent(int nowWaiting) {
    waiting = nowWaiting;
    trouble = "";
    changed.run();
  }

  @Override
  public void failed(Exception error, int nowWaiting) {
    waiting = nowWaiting;
    trouble = "Not written: " + CallError.describe(error);
    Log.log("presstm: " + trouble);
    changed.run();
  }

  @Override
  public void stored(TranslationUnit unit) {
    warnings.note(unit);
  }

  @Override
  public void rejected(String reason) {
    rejected++;
    Log.log("presstm: refused: " + reason);
  }

  void close() throws InterruptedException {
    sender.close();
  }
}
