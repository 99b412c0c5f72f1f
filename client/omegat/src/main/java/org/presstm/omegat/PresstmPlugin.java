package org.presstm.omegat;

import org.omegat.core.CoreEvents;
import org.omegat.gui.preferences.PreferencesControllers;
import org.presstm.omegat.gui.Controller;
import org.presstm.omegat.gui.SettingsController;

/** What OmegaT calls: the jar's manifest names this class. */
public final class PresstmPlugin {
  private static final Controller CONTROLLER = new Controller();

  private PresstmPlugin() {}

  public static void loadPlugins() {
    CoreEvents.registerApplicationEventListener(CONTROLLER);
    PreferencesControllers.addSupplier(() -> new SettingsController(CONTROLLER::settingsChanged));
  }

  public static void unloadPlugins() {
    CoreEvents.unregisterApplicationEventListener(CONTROLLER);
  }
}
