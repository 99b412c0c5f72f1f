package org.presstm.omegat.gui;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.omegat.core.data.ExternalTMX;
import org.omegat.core.data.IProject;
import org.omegat.core.data.SourceTextEntry;
import org.presstm.omegat.Settings;
import org.presstm.omegat.remote.CallError;
import org.presstm.omegat.remote.MemoryClient;
import presstm.v1.LookupQuery;
import presstm.v1.LookupRequest;
import presstm.v1.LookupResponse;
import presstm.v1.LookupResult;
import presstm.v1.SearchConcordanceRequest;
import presstm.v1.SearchConcordanceResponse;

/**
 * A loaded project and a server: looks up its segments, all at once in the beginning, then the
 * one that is being translated. Methods are called on OmegaT's event thread and return at once;
 * the work is done on `background`, one task at a time.
 */
final class ProjectSession {
  private final Segments segments;
  private final List<SourceTextEntry> entries;
  private final LookupRequest config;
  private final MemoryClient client;
  private final Executor background;
  private final Listener listener;
  private final ProposalStore store = new ProposalStore();
  private CompletableFuture<?> lookup = CompletableFuture.completedFuture(null);
  private CompletableFuture<?> prefetch = CompletableFuture.completedFuture(null);
  private volatile CompletableFuture<?> stream = CompletableFuture.completedFuture(null);
  private volatile boolean prefetched;

  /** Is told on the background thread. */
  interface Listener {
    /** The server has answered for this entry. `changed`: otherwise than before. */
    void found(SourceTextEntry entry, boolean changed);

    /** All segments have been looked up. */
    void prefetched();

    void failed(Throwable error);
  }

  ProjectSession(
      IProject project,
      Settings settings,
      MemoryClient client,
      Executor background,
      Listener listener) {
    segments = new Segments(project);
    entries = project.getAllEntries();
    config = settings.lookupConfig(segments.sourceLanguage(), segments.targetLanguage());
    this.client = client;
    this.background = background;
    this.listener = listener;
  }

  Segments segments() {
    return segments;
  }

  /** Memories for OmegaT. Any thread. */
  Map<String, ExternalTMX> memories() {
    return store.memories();
  }

  /** What is known for the entry; null if it has not been looked up yet. */
  List<Proposal> proposals(SourceTextEntry entry) {
    return store.get(entry.entryNum());
  }

  /** Ends the look-up before and begins one for this entry. */
  void lookUp(SourceTextEntry entry) {
    lookup.cancel(false);
    LookupQuery query = segments.query(entry);
    if (query.getSkip()) {
      return;
    }
    LookupRequest request =
        config.toBuilder()
            .setQuery(query.getQuery())
            .setPreviousText(query.getPreviousText())
            .setNextText(query.getNextText())
            .setContextKey(query.getContextKey())
            .setDocument(entry.getKey().file)
            .build();
    CompletableFuture<LookupResponse> call = client.lookup(request);
    call.whenCompleteAsync(
        (response, error) -> answered(entry, query, response, error), background);
    lookup = call;
  }

  private void answered(
      SourceTextEntry entry, LookupQuery query, LookupResponse response, Throwable error) {
    if (error != null) {
      fail(error);
      return;
    }
    boolean changed =
        store.put(entry.entryNum(), Proposal.of(response.getMatchesList(), query.getQuery()));
    if (changed) {
      store.publish();
    }
    listener.found(entry, changed);
  }

  /** Looks up all segments, unless that is done or under way. */
  void prefetch() {
    if (prefetched || !prefetch.isDone()) {
      return;
    }
    // Reading thousands of segments takes a while: not on this thread.
    prefetch =
        CompletableFuture.supplyAsync(this::queries, background).thenCompose(this::lookUpAll);
    prefetch.whenCompleteAsync((nothing, error) -> prefetchDone(error), background);
  }

  private List<LookupQuery> queries() {
    return entries.stream().map(segments::query).collect(Collectors.toList());
  }

  private CompletableFuture<Void> lookUpAll(List<LookupQuery> queries) {
    CompletableFuture<Void> call =
        client.lookupAll(config, queries, (i, result) -> keep(i, queries.get(i), result));
    stream = call;
    return call;
  }

  private void keep(int index, LookupQuery query, LookupResult result) {
    store.put(
        entries.get(index).entryNum(),
        Proposal.of(result.getResponse().getMatchesList(), query.getQuery()));
  }

  private void prefetchDone(Throwable error) {
    store.publish();
    if (error != null) {
      fail(error);
      return;
    }
    prefetched = true;
    listener.prefetched();
  }

  private void fail(Throwable error) {
    if (!CallError.isCancelled(error)) {
      listener.failed(error);
    }
  }

  /** Where a text of the entry, or else of its translation, was used before. */
  CompletableFuture<SearchConcordanceResponse> searchConcordance(
      String text, boolean inSource) {
    SearchConcordanceRequest.Builder request =
        SearchConcordanceRequest.newBuilder()
            .setText(text)
            .setLanguageCode(inSource ? segments.sourceLanguage() : segments.targetLanguage())
            .addOtherLanguageCodes(
                inSource ? segments.targetLanguage() : segments.sourceLanguage());
    config.getMemoriesList().forEach(memory -> request.addMemories(memory.getMemory()));
    return client.searchConcordance(request.build());
  }

  void close() {
    lookup.cancel(false);
    prefetch.cancel(false);
    stream.cancel(false);
  }
}
