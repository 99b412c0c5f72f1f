package org.presstm.omegat.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A first-in-first-out queue of byte strings in a folder, a file each. What add() has returned from
 * is on disk: it survives a crash of the program and, as far as the disk keeps its word, of the
 * machine. Several programs may add to one folder; one of them should take. Thread-safe.
 *
 * <p>The idea: a file is written aside, flushed and then renamed, so that one that has its final
 * name is whole; names sort by the time of adding. There is no index that could disagree.
 */
public final class DiskQueue {
  private static final String SUFFIX = ".unit";
  private static final String UNFINISHED = ".tmp";

  private final Path folder;
  private final Path rejected;
  private long lastMicros;

  /** An item of the queue. */
  public static final class Item {
    public final Path file;
    public final byte[] data;

    Item(Path file, byte[] data) {
      this.file = file;
      this.data = data;
    }
  }

  private DiskQueue(Path folder) {
    this.folder = folder;
    rejected = folder.resolve("rejected");
  }

  /** Makes the folder if it is not there. */
  public static DiskQueue open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new DiskQueue(folder);
  }

  public Path folder() {
    return folder;
  }

  public synchronized void add(byte[] data) throws IOException {
    String name = nextName();
    Path unfinished = folder.resolve(name + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(data);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  /** The oldest items, at most `count`. */
  public List<Item> first(int count) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Path file : files().subList(0, Math.min(count, size()))) {
      try {
        items.add(new Item(file, Files.readAllBytes(file)));
      } catch (NoSuchFileException gone) {
        // Another program has sent it meanwhile.
        continue;
      }
    }
    return items;
  }

  public int size() throws IOException {
    return files().size();
  }

  public void remove(Item item) throws IOException {
    Files.deleteIfExists(item.file);
  }

  /** Puts an item aside, with the reason in a file of its own, so that others can go on. */
  public void reject(Item item, String reason) throws IOException {
    Files.createDirectories(rejected);
    String name = item.file.getFileName().toString();
    Files.writeString(rejected.resolve(name + ".txt"), reason + "\n");
    Files.move(item.file, rejected.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  public int rejectedCount() throws IOException {
    return list(rejected).size();
  }

  private List<Path> files() throws IOException {
    return list(folder);
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** Later than every name this program has given, also if the clock was set back. */
  private String nextName() throws IOException {
    lastMicros = Math.max(System.currentTimeMillis() * 1000, 1 + Math.max(lastMicros, newest()));
    return String.format("%018d-%d", lastMicros, ProcessHandle.current().pid());
  }

  private long newest() throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return 0;
    }
    String name = files.get(files.size() - 1).getFileName().toString();
    String digits = name.substring(0, Math.max(0, name.indexOf('-')));
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }

  private void flushFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException windows) {
      // There a folder cannot be opened, and a rename needs no flushing.
      return;
    }
  }
}
