package org.presstm.omegat.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.omegat.core.data.EntryKey;
import org.omegat.core.data.ExternalTMFactory;
import org.omegat.core.data.ExternalTMX;
import org.omegat.core.data.IProject;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.PrepareTMXEntry;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.core.data.TMXEntry;

class ProjectWithMemoriesTest {
  private static final SourceTextEntry ENTRY =
      new SourceTextEntry(
          new EntryKey("file", "source", null, null, null, null), 1, null, null, List.of());

  private final List<String> confirmed = new ArrayList<>();
  private Map<String, ExternalTMX> memories = Map.of();
  private boolean conflict;

  /** One memory of its own; takes every translation, unless there is a conflict. */
  private final class Project extends NotLoadedProject {
    @Override
    public Map<String, ExternalTMX> getTransMemories() {
      return Map.of("own", new ExternalTMFactory.Builder("own").done());
    }

    @Override
    public void setTranslation(
        SourceTextEntry entry,
        PrepareTMXEntry translation,
        boolean isDefault,
        TMXEntry.ExternalLinked linked) {}

    @Override
    public void setTranslation(
        SourceTextEntry entry,
        PrepareTMXEntry translation,
        boolean isDefault,
        TMXEntry.ExternalLinked linked,
        AllTranslations previous)
        throws OptimisticLockingFail {
      if (conflict) {
        throw new OptimisticLockingFail("old", "new", previous);
      }
    }
  }

  private final IProject project =
      ProjectWithMemories.wrap(
          new Project(),
          () -> memories,
          (entry, translation) -> confirmed.add(entry.getSrcText() + " = " + translation));

  private static PrepareTMXEntry translation(String text) {
    PrepareTMXEntry translation = new PrepareTMXEntry();
    translation.translation = text;
    return translation;
  }

  @Test
  void addsMemories() {
    assertEquals(Set.of("own"), project.getTransMemories().keySet());
    memories = Map.of("presstm/press", new ExternalTMFactory.Builder("presstm/press").done());
    assertEquals(Set.of("own", "presstm/press"), project.getTransMemories().keySet());
  }

  @Test
  void tellsOfConfirmedTranslations() throws Exception {
    project.setTranslation(ENTRY, translation("一"), true, null, null);
    project.setTranslation(ENTRY, translation("二"), true, null);
    assertEquals(List.of("source = 一", "source = 二"), confirmed);
  }

  @Test
  void doesNotTellOfWhatNobodyConfirmed() throws Exception {
    project.setTranslation(ENTRY, translation(null), true, null, null);
    project.setTranslation(ENTRY, translation("auto"), true, TMXEntry.ExternalLinked.xAUTO);
    conflict = true;
    assertThrows(
        IProject.OptimisticLockingFail.class,
        () -> project.setTranslation(ENTRY, translation("lost"), true, null, null));
    assertEquals(List.of(), confirmed);
  }

  @Test
  void knowsItsOwn() {
    assertTrue(ProjectWithMemories.isWrapped(project));
    assertFalse(ProjectWithMemories.isWrapped(new NotLoadedProject()));
    assertFalse(project.isProjectLoaded());
    assertEquals(project, project);
    assertEquals(project.hashCode(), project.hashCode());
  }
}
