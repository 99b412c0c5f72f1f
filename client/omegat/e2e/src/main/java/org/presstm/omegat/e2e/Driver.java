package org.presstm.omegat.e2e;

import java.awt.Component;
import java.awt.Container;
import java.awt.Toolkit;
import java.awt.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.RepaintManager;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.omegat.core.Core;
import org.omegat.core.CoreEvents;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.core.events.IApplicationEventListener;
import org.omegat.core.matching.NearString;
import org.omegat.util.Log;

/**
 * An OmegaT plug-in that lets a test operate OmegaT as a person would, and read what is on the
 * screen. It takes lines on a port of this machine, which it writes into the file that the property
 * presstm.e2e.port names, and answers each with lines "name TAB value" and an empty one.
 */
public final class Driver implements IApplicationEventListener {
  public static void loadPlugins() {
    CoreEvents.registerApplicationEventListener(new Driver());
  }

  public static void unloadPlugins() {}

  @Override
  public void onApplicationStartup() {
    Thread thread = new Thread(this::serve, "e2e-driver");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void onApplicationShutdown() {}

  private void serve() {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = Path.of(System.getProperty("presstm.e2e.port"));
      Path unfinished = Path.of(file + ".tmp");
      Files.writeString(unfinished, String.valueOf(listener.getLocalPort()));
      Files.move(unfinished, file);
      try (Socket socket = listener.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
          Writer writer =
              new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
        PrintWriter answers = new PrintWriter(writer);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] words = line.split(" ", 2);
          String argument = words.length > 1 ? words[1] : "";
          onEventThread(() -> run(words[0], argument))
              .forEach((name, value) -> answers.print(name + "\t" + escape(value) + "\n"));
          answers.print("\n");
          answers.flush();
        }
      }
    } catch (IOException | InterruptedException | ExecutionException error) {
      Log.log(error);
    }
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  /** Dialogs keep the event thread in use: what opens one must not be waited for. */
  private static <T> T onEventThread(Callable<T> work)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    SwingUtilities.invokeLater(task);
    return task.get();
  }

  private static Map<String, String> run(String command, String argument) {
    switch (command) {
      case "action":
        Core.getMainWindow().getMainMenu().invokeAction(argument, 0);
        break;
      case "click":
        JMenuItem item = menuItem(Core.getMainWindow().getMainMenu().getToolsMenu(), argument);
        SwingUtilities.invokeLater(item::doClick);
        break;
      case "press":
        JButton button = button(argument);
        SwingUtilities.invokeLater(button::doClick);
        break;
      case "paint":
        paint();
        break;
      case "write":
        Core.getEditor().replaceEditText(argument);
        break;
      case "select-source":
        Core.getEditor().selectSourceText();
        break;
      default:
        return state();
    }
    return Map.of();
  }

  private static JMenuItem menuItem(JMenu menu, String text) {
    for (Component component : menu.getMenuComponents()) {
      JMenuItem found = null;
      if (component instanceof JMenu) {
        found = menuItem((JMenu) component, text);
      } else if (component instanceof JMenuItem && text.equals(((JMenuItem) component).getText())) {
        found = (JMenuItem) component;
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static JButton button(String text) {
    for (Window window : Window.getWindows()) {
      JButton found = window.isShowing() ? button(window, text) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static JButton button(Container container, String text) {
    for (Component component : container.getComponents()) {
      JButton found = null;
      if (component instanceof JButton && text.equals(((JButton) component).getText())) {
        found = (JButton) component;
      } else if (component instanceof Container) {
        found = button((Container) component, text);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Brings onto the screen what is only noted to be painted. */
  private static void paint() {
    for (Window window : Window.getWindows()) {
      RepaintManager.currentManager(window).paintDirtyRegions();
    }
    Toolkit.getDefaultToolkit().sync();
  }

  private static Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    SourceTextEntry entry = Core.getEditor().getCurrentEntry();
    if (entry != null) {
      state.put("source", entry.getSrcText());
      state.put("number", String.valueOf(entry.entryNum()));
      state.put("translation", String.valueOf(Core.getEditor().getCurrentTranslation()));
    }
    NearString match = Core.getMatcher().getActiveMatch();
    if (match != null) {
      state.put("fuzzy.translation", match.translation);
      state.put("fuzzy.memory", match.projs[0]);
      state.put("fuzzy.changer", String.valueOf(match.changer));
    }
    for (Window window : Window.getWindows()) {
      if (window.isShowing()) {
        addTexts(window, state);
      }
    }
    return state;
  }

  /** The text of each pane of the plug-in under the name of its class; its message. */
  private static void addTexts(Container container, Map<String, String> state) {
    for (Component component : container.getComponents()) {
      if (component instanceof JTextComponent
          && component.getClass().getName().startsWith("org.presstm.")) {
        String name = component.getClass().getSimpleName();
        state.put(name, ((JTextComponent) component).getText());
        state.put(name + ".showing", String.valueOf(component.isShowing()));
      }
      if ("presstm-message".equals(component.getName())) {
        state.put("message", ((JLabel) component).getText());
      }
      if (component instanceof Container) {
        addTexts((Container) component, state);
      }
    }
  }
}
