package org.presstm.omegat.gui;

import java.awt.Component;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.swing.SwingWorker;
import org.omegat.gui.preferences.BasePreferencesController;
import org.omegat.gui.preferences.IPreferencesController;
import org.omegat.gui.preferences.view.PluginsPreferencesController;
import org.presstm.omegat.Settings;
import org.presstm.omegat.remote.CallError;
import org.presstm.omegat.remote.ConnectionSettings;
import org.presstm.omegat.remote.MemoryClient;
import presstm.v1.Memory;

/** The page "presstm" of OmegaT's preferences. */
public final class SettingsController extends BasePreferencesController {
  private final Runnable changed;
  private SettingsPanel panel;

  /** `changed` is called when new settings have been saved. */
  public SettingsController(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public String toString() {
    return "presstm";
  }

  @Override
  public Component getGui() {
    if (panel == null) {
      panel = new SettingsPanel(this::test);
      initFromPrefs();
    }
    return panel;
  }

  @Override
  public Class<? extends IPreferencesController> getParentViewClass() {
    return PluginsPreferencesController.class;
  }

  @Override
  protected void initFromPrefs() {
    panel.show(SettingsStore.load(), SettingsStore.token());
  }

  @Override
  public void restoreDefaults() {
    panel.show(Settings.of(Map.of()), "");
  }

  @Override
  public boolean validate() {
    String problem = panel.settings().problem();
    panel.showMessage(problem, false);
    return problem.isEmpty();
  }

  @Override
  public void persist() {
    boolean newToken = !panel.token().equals(SettingsStore.token());
    boolean newSettings = !panel.settings().values().equals(SettingsStore.load().values());
    if (newToken && !SettingsStore.saveToken(panel.token())) {
      panel.showMessage("The token was not saved.", false);
    }
    if (newSettings) {
      SettingsStore.save(panel.settings());
    }
    if (newToken || newSettings) {
      changed.run();
    }
  }

  /** Asks the server for its memories, with what stands in the fields now. */
  private void test() {
    panel.showMessage("Connecting …", true);
    ConnectionSettings connection = SettingsStore.connection(panel.settings(), panel.token());
    new SwingWorker<List<Memory>, Void>() {
      @Override
      protected List<Memory> doInBackground() throws IOException {
        try (MemoryClient client = MemoryClient.open(connection)) {
          return client.listMemories();
        }
      }

      @Override
      protected void done() {
        try {
          panel.offerMemories(get());
          panel.showMessage("Connected. Memories: " + get().size(), true);
        } catch (ExecutionException error) {
          panel.showMessage(CallError.describe(error.getCause()), false);
        } catch (InterruptedException error) {
          Thread.currentThread().interrupt();
        }
      }
    }.execute();
  }
}
