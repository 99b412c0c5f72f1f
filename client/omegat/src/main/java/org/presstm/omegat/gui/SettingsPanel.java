package org.presstm.omegat.gui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JScrollPane;
import javax.swing.JSpinner;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.SpinnerNumberModel;
import org.presstm.omegat.Settings;
import org.presstm.omegat.text.MatchText;
import presstm.v1.Memory;
import presstm.v1.WriteRule;

/** The fields of the settings. Knows neither where they are kept nor what they do. */
final class SettingsPanel extends JPanel {
  private static final long serialVersionUID = 1;

  private final JTextField server = new JTextField();
  private final JPasswordField token = new JPasswordField();
  private final JCheckBox tls = new JCheckBox("Encrypted connection (TLS)");
  private final JTextField caFile = new JTextField();
  private final JTextField certificateFile = new JTextField();
  private final JTextField keyFile = new JTextField();
  private final MemoryTable memories = new MemoryTable();
  private final JTable memoryTable = new JTable(memories);
  private final JComboBox<String> writeMemory = new JComboBox<>();
  private final JComboBox<String> writeRule = new JComboBox<>(ruleNames());
  private final JSpinner threshold =
      new JSpinner(new SpinnerNumberModel(Settings.DEFAULT_THRESHOLD, 1, 100, 1));
  private final JLabel message = new JLabel(" ");
  private final JPanel grid = new JPanel(new GridBagLayout());
  private int row;

  SettingsPanel(Runnable test) {
    super(new BorderLayout());
    add(grid, BorderLayout.NORTH);
    addRow("Server", server);
    addRow("Token", token);
    addRow("", tls);
    addRow("Certificate authority", withChooser(caFile));
    addRow("Client certificate", withChooser(certificateFile));
    addRow("Its private key", withChooser(keyFile));
    addRow("", testButton(test));
    addRow("", message);
    message.setName("presstm-message");
    memoryTable.putClientProperty("terminateEditOnFocusLost", Boolean.TRUE);
    JScrollPane scroll = new JScrollPane(memoryTable);
    scroll.setPreferredSize(new Dimension(300, 120));
    addRow("Memories", scroll);
    JButton add = new JButton("Add a memory");
    add.addActionListener(event -> memories.addEmpty());
    addRow("", left(add));
    addRow("Lowest score", left(threshold));
    writeMemory.setEditable(true);
    addRow("Write to", writeMemory);
    addRow("Another translation", writeRule);
    server.setToolTipText("host or host:port; empty: presstm is not used");
    caFile.setToolTipText("PEM; empty: the authorities Java trusts");
    keyFile.setToolTipText("PEM, PKCS #8, without a passphrase");
    writeMemory.setToolTipText("Where confirmed segments go; empty: nowhere");
    writeRule.setToolTipText("What happens if the source is stored with another translation");
  }

  private static JComponent left(JComponent component) {
    JPanel panel = new JPanel(new FlowLayout(FlowLayout.LEFT, 0, 0));
    panel.add(component);
    return panel;
  }

  private static JComponent testButton(Runnable test) {
    JButton button = new JButton("Test connection");
    button.setToolTipText("Also fetches the names of the server's memories");
    button.addActionListener(event -> test.run());
    return left(button);
  }

  private JComponent withChooser(JTextField field) {
    JButton button = new JButton("…");
    button.addActionListener(
        event -> {
          JFileChooser chooser = new JFileChooser(field.getText());
          if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
            field.setText(chooser.getSelectedFile().getPath());
          }
        });
    JPanel panel = new JPanel(new BorderLayout());
    panel.add(field, BorderLayout.CENTER);
    panel.add(button, BorderLayout.EAST);
    return panel;
  }

  private void addRow(String label, JComponent component) {
    GridBagConstraints place = new GridBagConstraints();
    place.insets = new Insets(3, 3, 3, 3);
    place.gridy = row++;
    place.gridx = 0;
    place.anchor = GridBagConstraints.NORTHWEST;
    grid.add(new JLabel(label), place);
    place.gridx = 1;
    place.weightx = 1;
    place.fill = GridBagConstraints.HORIZONTAL;
    grid.add(component, place);
  }

  /** "REPLACE_SAME_SOURCE" as people read it, in the order of the enum. */
  private static String[] ruleNames() {
    return Stream.of(WriteRule.values())
        .filter(rule -> rule != WriteRule.UNRECOGNIZED)
        .map(
            rule ->
                rule == WriteRule.WRITE_RULE_UNSPECIFIED
                    ? "the memory's rule"
                    : rule.name()
                        .replace("WRITE_RULE_", "")
                        .replace('_', ' ')
                        .toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  void show(Settings settings, String newToken) {
    server.setText(settings.get(Settings.SERVER));
    token.setText(newToken);
    tls.setSelected(Boolean.parseBoolean(settings.get(Settings.TLS)));
    caFile.setText(settings.get(Settings.CA_FILE));
    certificateFile.setText(settings.get(Settings.CERTIFICATE_FILE));
    keyFile.setText(settings.get(Settings.KEY_FILE));
    memories.set(settings.problem().isEmpty() ? settings.memories() : Map.of());
    writeMemory.setSelectedItem(settings.get(Settings.WRITE_MEMORY));
    writeRule.setSelectedIndex(settings.writeRule().ordinal());
    threshold.setValue(
        settings.problem().isEmpty() ? settings.threshold() : Settings.DEFAULT_THRESHOLD);
  }

  /** What stands in the fields. */
  Settings settings() {
    if (memoryTable.isEditing()) {
      memoryTable.getCellEditor().stopCellEditing();
    }
    Map<String, String> values = new HashMap<>();
    values.put(Settings.SERVER, server.getText());
    values.put(Settings.TLS, String.valueOf(tls.isSelected()));
    values.put(Settings.CA_FILE, caFile.getText());
    values.put(Settings.CERTIFICATE_FILE, certificateFile.getText());
    values.put(Settings.KEY_FILE, keyFile.getText());
    values.put(Settings.MEMORIES, Settings.formatMemories(memories.toRead()));
    values.put(Settings.WRITE_MEMORY, String.valueOf(writeMemory.getEditor().getItem()));
    values.put(
        Settings.WRITE_RULE, WriteRule.values()[writeRule.getSelectedIndex()].name());
    values.put(Settings.THRESHOLD, String.valueOf(threshold.getValue()));
    return Settings.of(values);
  }

  String token() {
    return new String(token.getPassword());
  }

  /** Memories the server has, to choose from. */
  void offerMemories(List<Memory> known) {
    Object chosen = writeMemory.getEditor().getItem();
    writeMemory.removeAllItems();
    writeMemory.addItem("");
    for (Memory memory : known) {
      String name = MatchText.memoryName(memory.getName());
      memories.offer(name);
      writeMemory.addItem(name);
    }
    writeMemory.setSelectedItem(chosen);
  }

  void showMessage(String text, boolean good) {
    message.setText(text.isEmpty() ? " " : text);
    message.setForeground(good ? new Color(0x2E7D32) : new Color(0xC62828));
  }
}
