package org.presstm.omegat.gui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.table.AbstractTableModel;

/** Rows of memories: whether to read them, their names, and points to take off. */
final class MemoryTable extends AbstractTableModel {
  private static final long serialVersionUID = 1;
  private static final String[] TITLES = {"Read", "Memory", "Penalty"};

  private final transient List<Row> rows = new ArrayList<>();

  private static final class Row {
    boolean read;
    String name = "";
    int penalty;
  }

  /** These and no others, all to be read. */
  void set(Map<String, Integer> memories) {
    rows.clear();
    memories.forEach((name, penalty) -> add(name, penalty, true));
    fireTableDataChanged();
  }

  /** Adds one that is not there yet, not to be read. */
  void offer(String name) {
    if (rows.stream().noneMatch(row -> row.name.equals(name))) {
      add(name, 0, false);
      fireTableDataChanged();
    }
  }

  /** An empty row to write a name into. */
  void addEmpty() {
    add("", 0, true);
    fireTableDataChanged();
  }

  private void add(String name, int penalty, boolean read) {
    Row row = new Row();
    row.name = name;
    row.penalty = penalty;
    row.read = read;
    rows.add(row);
  }

  /** Those to be read. */
  Map<String, Integer> toRead() {
    Map<String, Integer> memories = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.read && !row.name.isBlank()) {
        memories.put(row.name.trim(), row.penalty);
      }
    }
    return memories;
  }

  @Override
  public int getRowCount() {
    return rows.size();
  }

  @Override
  public int getColumnCount() {
    return TITLES.length;
  }

  @Override
  public String getColumnName(int column) {
    return TITLES[column];
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return new Class<?>[] {Boolean.class, String.class, Integer.class}[column];
  }

  @Override
  public boolean isCellEditable(int row, int column) {
    return true;
  }

  @Override
  public Object getValueAt(int row, int column) {
    Row it = rows.get(row);
    return new Object[] {it.read, it.name, it.penalty}[column];
  }

  @Override
  public void setValueAt(Object value, int row, int column) {
    if (column == 0) {
      rows.get(row).read = (Boolean) value;
    } else if (column == 1) {
      rows.get(row).name = (String) value;
    } else if (value != null) {
      rows.get(row).penalty = (Integer) value;
    }
  }
}
