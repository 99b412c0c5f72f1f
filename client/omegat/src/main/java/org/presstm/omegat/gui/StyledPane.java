package org.presstm.omegat.gui;

import com.vlsolutions.swing.docking.DockingUtilities;
import com.vlsolutions.swing.docking.TabbedDockableContainer;
import java.awt.Color;
import javax.swing.text.BadLocationException;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.SimpleAttributeSet;
import javax.swing.text.StyleConstants;
import javax.swing.text.StyledDocument;
import org.omegat.gui.common.EntryInfoPane;
import org.omegat.gui.main.DockableScrollPane;

/** A dockable pane of text in a few styles. For OmegaT's event thread only. */
class StyledPane extends EntryInfoPane<Void> {
  private static final long serialVersionUID = 1;

  enum Style {
    PLAIN,
    HEADLINE,
    /** What differs, or was searched for. */
    MARKED,
    /** What is good to know. */
    QUIET,
    /** What is wrong. */
    TROUBLE
  }

  private final DockableScrollPane dockable;

  StyledPane(String key, String title) {
    super(true);
    setEditable(false);
    dockable = new DockableScrollPane(key, title, this, true);
  }

  /** What stands in OmegaT's window. */
  DockableScrollPane dockable() {
    return dockable;
  }

  /** If it stands behind other tabs. */
  void bringToFront() {
    TabbedDockableContainer tabs = DockingUtilities.findTabbedDockableContainer(dockable);
    if (tabs != null) {
      tabs.setSelectedDockable(dockable);
    }
  }

  void append(String text, Style style) {
    StyledDocument document = getStyledDocument();
    try {
      document.insertString(document.getLength(), text, attributes(style));
    } catch (BadLocationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MutableAttributeSet attributes(Style style) {
    MutableAttributeSet attributes = new SimpleAttributeSet();
    switch (style) {
      case HEADLINE:
        StyleConstants.setBold(attributes, true);
        break;
      case MARKED:
        StyleConstants.setBold(attributes, true);
        StyleConstants.setForeground(attributes, new Color(0x1565C0));
        break;
      case QUIET:
        StyleConstants.setForeground(attributes, Color.GRAY);
        break;
      case TROUBLE:
        StyleConstants.setForeground(attributes, new Color(0xC62828));
        break;
      default:
        break;
    }
    return attributes;
  }
}
