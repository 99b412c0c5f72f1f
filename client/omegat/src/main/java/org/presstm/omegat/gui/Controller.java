package org.presstm.omegat.gui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.omegat.core.Core;
import org.omegat.core.CoreEvents;
import org.omegat.core.data.ExternalTMX;
import org.omegat.core.data.IProject;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.core.events.IApplicationEventListener;
import org.omegat.core.events.IEntryEventListener;
import org.omegat.core.events.IProjectEventListener;
import org.omegat.util.Log;
import org.omegat.util.StaticUtils;
import org.presstm.omegat.Settings;
import org.presstm.omegat.queue.DiskQueue;
import org.presstm.omegat.remote.CallError;
import org.presstm.omegat.remote.MemoryClient;
import presstm.v1.CreateTranslationUnitRequest;

/**
 * Ties OmegaT's events to the server and the panes. Lives on OmegaT's event thread; what takes time
 * is done on the one thread of `background`.
 */
public final class Controller
    implements IApplicationEventListener, IProjectEventListener, IEntryEventListener {
  private static final long SHUTDOWN_SECONDS = 5;

  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "presstm");
            thread.setDaemon(true);
            return thread;
          });
  private MatchesPane matches;
  private ConcordancePane concordance;
  private WriteBack writeBack;
  private Settings settings = Settings.of(Map.of());
  private MemoryClient client;
  private SourceTextEntry current;
  private String textBefore = "";
  private String trouble = "";
  private String queueTrouble = "";

  /** Read by OmegaT's search threads too. */
  private volatile ProjectSession session;

  @Override
  public void onApplicationStartup() {
    matches = new MatchesPane();
    concordance = new ConcordancePane();
    Placement.place(matches.dockable(), concordance.dockable());
    new Commands(this).install();
    try {
      Path folder = Path.of(StaticUtils.getConfigDir(), "presstm", "queue");
      writeBack =
          new WriteBack(
              DiskQueue.open(folder), background, () -> SwingUtilities.invokeLater(this::refresh));
    } catch (IOException error) {
      Log.log(error);
      queueTrouble = "Confirmed segments are not written to the server: " + error;
    }
    CoreEvents.registerProjectChangeListener(this);
    CoreEvents.registerEntryEventListener(this);
    settingsChanged();
  }

  @Override
  public void onApplicationShutdown() {
    try {
      background.shutdown();
      background.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      if (writeBack != null) {
        writeBack.close();
      }
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
    if (client != null) {
      client.close();
    }
  }

  /** Connects anew. Safe before the application has started. */
  public void settingsChanged() {
    if (matches == null) {
      return;
    }
    disconnect();
    settings = SettingsStore.load();
    if (settings.isActive()) {
      try {
        client = MemoryClient.open(SettingsStore.connection(settings, SettingsStore.token()));
      } catch (IOException | RuntimeException error) {
        trouble = error.getMessage();
      }
    }
    if (writeBack != null) {
      writeBack.setClient(client);
    }
    openSession();
    refresh();
  }

  private void disconnect() {
    closeSession();
    if (client != null) {
      client.close();
      client = null;
    }
    trouble = "";
  }

  @Override
  public void onProjectChanged(PROJECT_CHANGE_TYPE change) {
    switch (change) {
      case LOAD:
      case CREATE:
        closeSession();
        openSession();
        break;
      case CLOSE:
        closeSession();
        current = null;
        break;
      default:
        return;
    }
    refresh();
  }

  private void openSession() {
    IProject project = Core.getProject();
    if (!project.isProjectLoaded()) {
      return;
    }
    if (!ProjectWithMemories.isWrapped(project)) {
      project = ProjectWithMemories.wrap(project, this::memories, this::confirmed);
      Core.setProject(project);
    }
    if (client == null) {
      return;
    }
    session = new ProjectSession(project, settings, client, background, new Answers());
    session.prefetch();
    SourceTextEntry entry = Core.getEditor().getCurrentEntry();
    if (entry != null) {
      onEntryActivated(entry);
    }
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private Map<String, ExternalTMX> memories() {
    ProjectSession now = session;
    return now == null ? Map.of() : now.memories();
  }

  private void confirmed(SourceTextEntry entry, String translation) {
    if (writeBack == null || !settings.isActive() || settings.writeParent().isEmpty()) {
      return;
    }
    CreateTranslationUnitRequest unit =
        new Segments(Core.getProject())
            .confirmed(entry, translation, SettingsStore.author(), settings);
    if (unit != null) {
      writeBack.add(unit);
    }
  }

  @Override
  public void onNewFile(String activeFileName) {}

  @Override
  public void onEntryActivated(SourceTextEntry entry) {
    current = entry;
    textBefore = Core.getEditor().getCurrentTranslation();
    if (session != null) {
      session.lookUp(entry);
    }
    refresh();
  }

  /** The match that is selected in the pane; null if there is none. */
  Proposal selectedMatch() {
    return matches.selected();
  }

  void selectNextMatch() {
    matches.selectNext();
  }

  /** Shows where the text that is selected in the editor was used before. */
  void searchConcordance() {
    String selected = Core.getEditor().getSelectedText();
    concordance.bringToFront();
    if (session == null || current == null) {
      concordance.showFailure("There is no project, or no server.");
      return;
    }
    if (selected == null || selected.isBlank()) {
      concordance.showFailure("Select a text in the editor first.");
      return;
    }
    String text = selected.strip();
    concordance.showSearching(text);
    session
        .searchConcordance(text, current.getSrcText().contains(text))
        .whenComplete(
            (response, error) ->
                SwingUtilities.invokeLater(
                    () -> {
                      if (error == null) {
                        concordance.show(text, response);
                      } else {
                        concordance.showFailure(CallError.describe(error));
                      }
                    }));
  }

  private void refresh() {
    List<Proposal> proposals = null;
    if (session != null && current != null) {
      proposals = session.proposals(current);
    }
    String writeTrouble = writeBack == null ? queueTrouble : writeBack.trouble();
    matches.show(
        proposals == null ? List.of() : proposals,
        trouble.isEmpty() ? writeTrouble : trouble,
        (settings.isActive() ? "" : hint()) + (writeBack == null ? "" : writeBack.status()));
  }

  private String hint() {
    String problem = settings.problem();
    return "Name a server in Options > Preferences > presstm. " + problem;
  }

  /**
   * Lets OmegaT's own pane search again. Not once somebody has begun to write: it may insert its
   * best match, in the place of what was written.
   */
  private void refreshFuzzyMatches() {
    boolean untouched = Objects.equals(textBefore, Core.getEditor().getCurrentTranslation());
    if (untouched && Core.getMatcher() instanceof IEntryEventListener) {
      ((IEntryEventListener) Core.getMatcher()).onEntryActivated(current);
    }
  }

  /** Brings the session's answers to the event thread. */
  private final class Answers implements ProjectSession.Listener {
    @Override
    public void found(SourceTextEntry entry, boolean changed) {
      SwingUtilities.invokeLater(
          () -> {
            trouble = "";
            if (session != null) {
              // It may have failed while the server was away.
              session.prefetch();
            }
            refresh();
            if (changed && entry == current) {
              refreshFuzzyMatches();
            }
          });
    }

    @Override
    public void prefetched() {
      SwingUtilities.invokeLater(
          () -> {
            refresh();
            if (current != null) {
              refreshFuzzyMatches();
            }
          });
    }

    @Override
    public void failed(Throwable error) {
      SwingUtilities.invokeLater(
          () -> {
            trouble = CallError.describe(error);
            refresh();
          });
    }
  }
}
