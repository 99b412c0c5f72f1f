package org.presstm.omegat.gui;

import java.util.HashMap;
import java.util.Map;
import org.omegat.util.CredentialsManager;
import org.omegat.util.Preferences;
import org.presstm.omegat.Settings;
import org.presstm.omegat.remote.ConnectionSettings;

/** Keeps the settings in OmegaT's preferences, the token encrypted as OmegaT does with passwords. */
final class SettingsStore {
  private static final String PREFIX = "presstm_";
  private static final String TOKEN = PREFIX + "token";

  private SettingsStore() {}

  static Settings load() {
    Map<String, String> values = new HashMap<>();
    for (String name : Settings.of(Map.of()).values().keySet()) {
      // OmegaT cannot tell an empty preference from none.
      if (Preferences.existsPreference(PREFIX + name)) {
        values.put(name, Preferences.getPreference(PREFIX + name));
      }
    }
    return Settings.of(values);
  }

  static void save(Settings settings) {
    settings.values().forEach((name, value) -> Preferences.setPreference(PREFIX + name, value));
    Preferences.save();
  }

  /** May ask for OmegaT's master password. Empty if there is none. */
  static String token() {
    return CredentialsManager.getInstance().retrieve(TOKEN).orElse("");
  }

  /** May ask for OmegaT's master password; false if the person does not give it. */
  static boolean saveToken(String token) {
    return CredentialsManager.getInstance().store(TOKEN, token);
  }

  /** The name OmegaT writes into its own memory. */
  static String author() {
    return Preferences.getPreferenceDefault(
        Preferences.TEAM_AUTHOR, System.getProperty("user.name"));
  }

  static ConnectionSettings connection(Settings settings, String token) {
    return settings.connection(token, author());
  }
}
