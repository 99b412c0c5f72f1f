package org.presstm.omegat.gui;

import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;
import org.omegat.core.Core;
import org.omegat.gui.preferences.PreferencesWindowController;

/** The menu Tools > presstm, and the editor's popup menu. */
final class Commands {
  private static final int POPUP_PRIORITY = 900;

  private final Controller controller;

  Commands(Controller controller) {
    this.controller = controller;
  }

  void install() {
    JMenu menu = new JMenu("presstm");
    menu.add(item("Replace Translation with Match", "ctrl alt R", this::replace));
    menu.add(item("Insert Match", "ctrl alt I", this::insert));
    menu.add(item("Select Next Match", "ctrl alt M", controller::selectNextMatch));
    menu.addSeparator();
    menu.add(item("Concordance of Selection", "ctrl alt F", controller::searchConcordance));
    menu.addSeparator();
    menu.add(item("Settings…", null, Commands::showSettings));
    Core.getMainWindow().getMainMenu().getToolsMenu().add(menu);
    Core.getEditor()
        .registerPopupMenuConstructors(
            POPUP_PRIORITY,
            (popup, component, position, isInEntry, isInTranslation, segment) -> {
              if (Core.getEditor().getSelectedText() != null) {
                popup.add(
                    item("presstm Concordance", null, controller::searchConcordance));
              }
            });
  }

  private static JMenuItem item(String text, String keys, Runnable action) {
    JMenuItem item = new JMenuItem(text);
    item.addActionListener(event -> action.run());
    if (keys != null) {
      item.setAccelerator(KeyStroke.getKeyStroke(keys));
    }
    return item;
  }

  private void replace() {
    Proposal match = controller.selectedMatch();
    if (match != null) {
      Core.getEditor().replaceEditText(match.target);
    }
  }

  private void insert() {
    Proposal match = controller.selectedMatch();
    if (match != null) {
      Core.getEditor().insertText(match.target);
    }
  }

  private static void showSettings() {
    new PreferencesWindowController()
        .show(Core.getMainWindow().getApplicationFrame(), SettingsController.class);
  }
}
