package org.presstm.omegat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "tm.example.org, tm.example.org:7411",
    "tm.example.org:99, tm.example.org:99",
    "' 127.0.0.1 ', 127.0.0.1:7411",
    "[::1]:99, [::1]:99",
    "[::1], [::1]:7411",
    "::1, [::1]:7411",
  })
  void addsThePort(String server, String authority) {
    assertEquals(
        authority, ConnectionSettings.builder().server(server).build().authority());
  }

  @Test
  void comparesAllFields() {
    ConnectionSettings plain = ConnectionSettings.builder().server("a").build();
    assertEquals(plain, ConnectionSettings.builder().server("a").build());
    assertNotEquals(plain, ConnectionSettings.builder().server("a").token("t").build());
    assertNotEquals(plain, ConnectionSettings.builder().server("a").tls(true).build());
  }
}
