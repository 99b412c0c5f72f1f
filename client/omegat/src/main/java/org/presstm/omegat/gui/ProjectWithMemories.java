package org.presstm.omegat.gui;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.omegat.core.data.ExternalTMX;
import org.omegat.core.data.IProject;
import org.omegat.core.data.PrepareTMXEntry;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.util.Log;

/**
 * An OmegaT project with more memories, that tells when a translation is confirmed.
 *
 * <p>OmegaT has no interface for memories that are elsewhere. But it reaches its project only
 * through IProject, and lets a plug-in set which: so everything that reads the memories of the
 * folder tm/ (Fuzzy Matches with its keys, automatic insertion, search) reads ours too, and the
 * one method all translations go through tells us of them. Writing files into tm/ instead would
 * show matches seconds later, and would leave the server's texts behind in the project.
 */
final class ProjectWithMemories implements InvocationHandler {
  private final IProject project;
  private final Supplier<Map<String, ExternalTMX>> memories;
  private final Confirmation confirmation;

  /** Is told on the thread that confirms, after the project has taken it. Must be quick. */
  interface Confirmation {
    void confirmed(SourceTextEntry entry, String translation);
  }

  private ProjectWithMemories(
      IProject project, Supplier<Map<String, ExternalTMX>> memories, Confirmation confirmation) {
    this.project = project;
    this.memories = memories;
    this.confirmation = confirmation;
  }

  static IProject wrap(
      IProject project, Supplier<Map<String, ExternalTMX>> memories, Confirmation confirmation) {
    return (IProject)
        Proxy.newProxyInstance(
            ProjectWithMemories.class.getClassLoader(),
            new Class<?>[] {IProject.class},
            new ProjectWithMemories(project, memories, confirmation));
  }

  static boolean isWrapped(IProject project) {
    return Proxy.isProxyClass(project.getClass())
        && Proxy.getInvocationHandler(project) instanceof ProjectWithMemories;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("equals")) {
      return proxy == arguments[0];
    }
    Object result;
    try {
      result = method.invoke(project, arguments);
    } catch (InvocationTargetException error) {
      throw error.getCause();
    }
    if (method.getName().equals("getTransMemories")) {
      return withMemories((Map<?, ?>) result);
    }
    if (method.getName().equals("setTranslation")) {
      tell((SourceTextEntry) arguments[0], (PrepareTMXEntry) arguments[1], arguments[3]);
    }
    return result;
  }

  private Map<String, ExternalTMX> withMemories(Map<?, ?> own) {
    Map<String, ExternalTMX> all = new TreeMap<>(memories.get());
    own.forEach((name, memory) -> all.put((String) name, (ExternalTMX) memory));
    return Collections.unmodifiableMap(all);
  }

  /** What is linked to a memory in tm/auto was put there by OmegaT, not confirmed by anybody. */
  private void tell(SourceTextEntry entry, PrepareTMXEntry translation, Object linked) {
    if (translation.translation == null || linked != null) {
      return;
    }
    try {
      confirmation.confirmed(entry, translation.translation);
    } catch (RuntimeException error) {
      // A fault of ours must not keep OmegaT from saving.
      Log.log(error);
    }
  }
}
