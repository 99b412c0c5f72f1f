package org.presstm.omegat.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.presstm.omegat.queue.DiskQueue.Item;

class DiskQueueTest {
  @TempDir Path folder;

  private static void add(DiskQueue queue, String text) throws IOException {
    queue.add(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(DiskQueue queue) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Item item : queue.first(1000)) {
      texts.add(new String(item.data, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void keepsTheOrderAndSurvivesReopening() throws IOException {
    DiskQueue queue = DiskQueue.open(folder);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      add(queue, "文 " + i);
      expected.add("文 " + i);
    }
    DiskQueue reopened = DiskQueue.open(folder);
    assertEquals(expected, texts(reopened));
    assertEquals(300, reopened.size());
  }

  @Test
  void removesOnlyWhatIsRemoved() throws IOException {
    DiskQueue queue = DiskQueue.open(folder);
    add(queue, "a");
    add(queue, "b");
    Item first = queue.first(1).get(0);
    queue.remove(first);
    queue.remove(first);
    assertEquals(List.of("b"), texts(DiskQueue.open(folder)));
  }

  @Test
  void newItemsComeLastAlsoAfterTheClockWasSetBack() throws IOException {
    Files.writeString(folder.resolve("999999999999999990-1.unit"), "of tomorrow");
    DiskQueue queue = DiskQueue.open(folder);
    add(queue, "of today");
    assertEquals(List.of("of tomorrow", "of today"), texts(queue));
  }

  @Test
  void ignoresWhatWasNotFinished() throws IOException {
    Files.writeString(folder.resolve("000000000000000001-1.tmp"), "half a");
    Files.writeString(folder.resolve("lock"), "");
    DiskQueue queue = DiskQueue.open(folder);
    add(queue, "whole");
    assertEquals(List.of("whole"), texts(queue));
  }

  @Test
  void putsAsideWithTheReason() throws IOException {
    DiskQueue queue = DiskQueue.open(folder);
    add(queue, "bad");
    add(queue, "good");
    Item bad = queue.first(1).get(0);
    queue.reject(bad, "too long");
    assertEquals(List.of("good"), texts(queue));
    assertEquals(1, queue.rejectedCount());
    Path aside = folder.resolve("rejected").resolve(bad.file.getFileName());
    assertEquals("bad", Files.readString(aside));
    assertTrue(Files.readString(Path.of(aside + ".txt")).contains("too long"));
  }

  @Test
  void twoProgramsAddToOneFolder() throws IOException {
    DiskQueue one = DiskQueue.open(folder);
    DiskQueue other = DiskQueue.open(folder);
    add(one, "1");
    add(other, "2");
    add(one, "3");
    assertEquals(List.of("1", "2", "3"), texts(other));
  }
}
