package org.presstm.omegat.gui;

import com.vlsolutions.swing.docking.DockingConstants;
import com.vlsolutions.swing.docking.DockingDesktop;
import java.awt.Component;
import javax.swing.SwingUtilities;
import org.omegat.core.Core;
import org.omegat.gui.main.DockableScrollPane;
import org.omegat.util.Preferences;
import org.omegat.util.gui.UIDesignManager;

/**
 * Where the panes stand. OmegaT restores the layout a person left, but puts a pane it does not know
 * yet anywhere: the first time ours go below its Fuzzy Matches, once its own panes stand.
 */
final class Placement {
  private static final String PLACED = "presstm_panes_placed";

  private Placement() {}

  /** To be called before OmegaT restores the layout. */
  static void place(DockableScrollPane first, DockableScrollPane second) {
    if (Preferences.isPreference(PLACED)) {
      Core.getMainWindow().addDockable(first);
      Core.getMainWindow().addDockable(second);
    } else {
      SwingUtilities.invokeLater(() -> placeFirstTime(first, second));
    }
  }

  private static void placeFirstTime(DockableScrollPane first, DockableScrollPane second) {
    DockableScrollPane fuzzyMatches =
        (DockableScrollPane)
            SwingUtilities.getAncestorOfClass(
                DockableScrollPane.class, (Component) Core.getMatcher());
    DockingDesktop desktop = UIDesignManager.getDesktop(fuzzyMatches.getParent());
    desktop.split(fuzzyMatches, first, DockingConstants.SPLIT_BOTTOM, 0.5);
    desktop.createTab(first, second, 1);
    Preferences.setPreference(PLACED, true);
  }
}
