package org.presstm.omegat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presstm.omegat.remote.ConnectionSettings;
import presstm.v1.LookupRequest;
import presstm.v1.WriteRule;

class SettingsTest {
  @Test
  void withoutAServerItKeepsStill() {
    Settings settings = Settings.of(Map.of());
    assertFalse(settings.isActive());
    assertEquals("", settings.problem());
    assertEquals(Map.of("default", 0), settings.memories());
    assertEquals("memories/default", settings.writeParent());
    assertEquals(WriteRule.WRITE_RULE_REPLACE_SAME_SOURCE_AND_CONTEXT, settings.writeRule());
  }

  @Test
  void isTheSameAfterSavingAndLoading() {
    Settings settings =
        Settings.of(
            Map.of(
                Settings.SERVER, " tm:99 ",
                Settings.TLS, "true",
                Settings.MEMORIES, "press=0, archive=3",
                Settings.WRITE_MEMORY, "",
                Settings.THRESHOLD, "60"));
    assertEquals(settings.values(), Settings.of(settings.values()).values());
    assertTrue(settings.isActive());
    assertEquals("", settings.writeParent());
    assertEquals(List.of("press", "archive"), List.copyOf(settings.memories().keySet()));
    assertEquals("press=0,archive=3", Settings.formatMemories(settings.memories()));
  }

  @ParameterizedTest
  @CsvSource({
    "threshold, 0, The threshold must be 1 to 100.",
    "threshold, 101, The threshold must be 1 to 100.",
    "threshold, many, Threshold and penalties must be whole numbers.",
    "memories, '', Choose at least one memory to read.",
    "memories, press=x, Threshold and penalties must be whole numbers.",
    "memories, press=101, The penalty of press must be 0 to 100.",
    "memories, Press=0, '\"Press\" is not the name of a memory.'",
    "write_memory, a b, '\"a b\" is not the name of a memory.'",
  })
  void saysWhatIsWrong(String name, String value, String problem) {
    Settings settings = Settings.of(Map.of(Settings.SERVER, "tm", name, value));
    assertEquals(problem, settings.problem());
    assertFalse(settings.isActive());
  }

  @Test
  void aRuleOfALaterVersionIsTheMemorys() {
    Settings settings = Settings.of(Map.of(Settings.WRITE_RULE, "WRITE_RULE_OF_TOMORROW"));
    assertEquals(WriteRule.WRITE_RULE_UNSPECIFIED, settings.writeRule());
  }

  @Test
  void asksForMemoriesWithTheirPenalties() {
    LookupRequest config =
        Settings.of(Map.of(Settings.MEMORIES, "press=0,archive=3", Settings.THRESHOLD, "60"))
            .lookupConfig("ko-KR", "zh-CN");
    assertEquals("ko-KR", config.getSourceLanguageCode());
    assertEquals("zh-CN", config.getTargetLanguageCode());
    assertEquals(60, config.getThreshold());
    assertEquals("memories/archive", config.getMemories(1).getMemory());
    assertEquals(3, config.getMemories(1).getPenalty());
  }

  @Test
  void connectsWithTheTokenThatIsKeptElsewhere() {
    ConnectionSettings connection =
        Settings.of(Map.of(Settings.SERVER, "tm", Settings.TLS, "true", Settings.CA_FILE, "ca.pem"))
            .connection("t", "kim");
    assertEquals("t", connection.token);
    assertEquals("kim", connection.user);
    assertTrue(connection.tls);
    assertEquals("ca.pem", connection.caFile);
  }
}
