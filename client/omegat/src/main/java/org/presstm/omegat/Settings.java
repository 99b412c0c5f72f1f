package org.presstm.omegat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.presstm.omegat.remote.ConnectionSettings;
import presstm.v1.LookupRequest;
import presstm.v1.MemorySelection;
import presstm.v1.WriteRule;

/**
 * What the person has set, but for the token, which is a secret and kept elsewhere. Made from, and
 * turned into, names and values, so that it need not know where they are kept. Immutable.
 */
public final class Settings {
  public static final int DEFAULT_THRESHOLD = 70;
  private static final String MEMORY_NAME = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  /** Names of the values. */
  public static final String SERVER = "server";

  public static final String TLS = "tls";
  public static final String CA_FILE = "ca_file";
  public static final String CERTIFICATE_FILE = "certificate_file";
  public static final String KEY_FILE = "key_file";
  public static final String MEMORIES = "memories";
  public static final String WRITE_MEMORY = "write_memory";
  public static final String WRITE_RULE = "write_rule";
  public static final String THRESHOLD = "threshold";

  private final Map<String, String> values = new LinkedHashMap<>();

  private Settings() {}

  /** Of these values; what is not there has its default. Takes anything: see problem(). */
  public static Settings of(Map<String, String> values) {
    Settings settings = new Settings();
    put(settings, values, SERVER, "");
    put(settings, values, TLS, "false");
    put(settings, values, CA_FILE, "");
    put(settings, values, CERTIFICATE_FILE, "");
    put(settings, values, KEY_FILE, "");
    put(settings, values, MEMORIES, "default=0");
    put(settings, values, WRITE_MEMORY, "default");
    // A segment that is corrected takes the place of what it was before.
    put(
        settings,
        values,
        WRITE_RULE,
        WriteRule.WRITE_RULE_REPLACE_SAME_SOURCE_AND_CONTEXT.name());
    put(settings, values, THRESHOLD, String.valueOf(DEFAULT_THRESHOLD));
    return settings;
  }

  private static void put(
      Settings settings, Map<String, String> values, String name, String byDefault) {
    settings.values.put(name, values.getOrDefault(name, byDefault).trim());
  }

  /** All values by their names. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  public String get(String name) {
    return values.get(name);
  }

  /** False: no server is named, and the plug-in keeps still. */
  public boolean isActive() {
    return !get(SERVER).isEmpty() && problem().isEmpty();
  }

  /** What is wrong, in a sentence; empty if nothing is. */
  public String problem() {
    try {
      threshold();
      for (Map.Entry<String, Integer> memory : memories().entrySet()) {
        if (!memory.getKey().matches(MEMORY_NAME)) {
          return "\"" + memory.getKey() + "\" is not the name of a memory.";
        }
        if (memory.getValue() < 0 || memory.getValue() > 100) {
          return "The penalty of " + memory.getKey() + " must be 0 to 100.";
        }
      }
    } catch (NumberFormatException error) {
      return "Threshold and penalties must be whole numbers.";
    }
    if (threshold() < 1 || threshold() > 100) {
      return "The threshold must be 1 to 100.";
    }
    if (memories().isEmpty()) {
      return "Choose at least one memory to read.";
    }
    if (!get(WRITE_MEMORY).isEmpty() && !get(WRITE_MEMORY).matches(MEMORY_NAME)) {
      return "\"" + get(WRITE_MEMORY) + "\" is not the name of a memory.";
    }
    return "";
  }

  public int threshold() {
    return Integer.parseInt(get(THRESHOLD));
  }

  /** Memories to read, by their short names, each with points to take off; in order. */
  public Map<String, Integer> memories() {
    return parseMemories(get(MEMORIES));
  }

  /** From "press=0,archive=3". NumberFormatException if a penalty is not a number. */
  public static Map<String, Integer> parseMemories(String text) {
    Map<String, Integer> memories = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      String[] nameAndPenalty = part.trim().split("=", 2);
      if (!nameAndPenalty[0].isEmpty()) {
        String penalty = nameAndPenalty.length < 2 ? "0" : nameAndPenalty[1].trim();
        memories.put(nameAndPenalty[0].trim(), Integer.parseInt(penalty));
      }
    }
    return memories;
  }

  public static String formatMemories(Map<String, Integer> memories) {
    return memories.entrySet().stream()
        .map(memory -> memory.getKey() + "=" + memory.getValue())
        .collect(Collectors.joining(","));
  }

  /** Where confirmed segments go, "memories/press"; empty: nowhere. */
  public String writeParent() {
    return get(WRITE_MEMORY).isEmpty() ? "" : "memories/" + get(WRITE_MEMORY);
  }

  /** UNSPECIFIED, the memory's own, if it is none this version knows. */
  public WriteRule writeRule() {
    for (WriteRule rule : WriteRule.values()) {
      if (rule.name().equals(get(WRITE_RULE))) {
        return rule;
      }
    }
    return WriteRule.WRITE_RULE_UNSPECIFIED;
  }

  /** What all look-ups share. */
  public LookupRequest lookupConfig(String sourceLanguage, String targetLanguage) {
    LookupRequest.Builder config =
        LookupRequest.newBuilder()
            .setSourceLanguageCode(sourceLanguage)
            .setTargetLanguageCode(targetLanguage)
            .setThreshold(threshold());
    memories()
        .forEach(
            (name, penalty) ->
                config.addMemories(
                    MemorySelection.newBuilder()
                        .setMemory("memories/" + name)
                        .setPenalty(penalty)));
    return config.build();
  }

  public ConnectionSettings connection(String token, String user) {
    return ConnectionSettings.builder()
        .server(get(SERVER))
        .tls(Boolean.parseBoolean(get(TLS)))
        .caFile(get(CA_FILE))
        .certificateFile(get(CERTIFICATE_FILE))
        .keyFile(get(KEY_FILE))
        .token(token)
        .user(user)
        .build();
  }
}
