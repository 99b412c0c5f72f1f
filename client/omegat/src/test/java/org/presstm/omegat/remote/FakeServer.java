package org.presstm.omegat.remote;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.BatchCreateTranslationUnitsResponse;
import presstm.v1.BatchCreateTranslationUnitsResult;
import presstm.v1.ListMemoriesRequest;
import presstm.v1.ListMemoriesResponse;
import presstm.v1.LookupQuery;
import presstm.v1.LookupRequest;
import presstm.v1.LookupResponse;
import presstm.v1.LookupResult;
import presstm.v1.Match;
import presstm.v1.Memory;
import presstm.v1.Segment;
import presstm.v1.StreamLookupRequest;
import presstm.v1.StreamLookupResponse;
import presstm.v1.TranslationMemoryServiceGrpc.TranslationMemoryServiceImplBase;
import presstm.v1.TranslationUnit;
import presstm.v1.Variant;
import presstm.v1.WrittenTranslationUnit;

/** A server whose every segment has one match, with "= " before the segment as its target. */
final class FakeServer extends TranslationMemoryServiceImplBase {
  final List<Metadata> headers = new CopyOnWriteArrayList<>();
  final List<Integer> queriesInMessages = new CopyOnWriteArrayList<>();
  final List<TranslationUnit> written = new CopyOnWriteArrayList<>();
  final CountDownLatch lookupCame = new CountDownLatch(1);
  final CountDownLatch lookupCancelled = new CountDownLatch(1);

  /** Set: look-ups are not answered. */
  volatile boolean silent;

  /** Set: StreamLookup ends with this at the second message of queries. */
  volatile Status streamFault;

  ServerServiceDefinition withHeaders() {
    return ServerInterceptors.intercept(
        this,
        new ServerInterceptor() {
          @Override
          public <Q, A> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
            headers.add(metadata);
            return next.startCall(call, metadata);
          }
        });
  }

  static LookupResponse answer(Segment query) {
    return LookupResponse.newBuilder()
        .addMatches(
            Match.newBuilder()
                .setScore(100)
                .setSource(Variant.newBuilder().setSegment(query))
                .setTarget(
                    Variant.newBuilder()
                        .setSegment(Segment.newBuilder().setText("= " + query.getText()))))
        .build();
  }

  @Override
  public void lookup(LookupRequest request, StreamObserver<LookupResponse> observer) {
    if (silent) {
      ((ServerCallStreamObserver<LookupResponse>) observer)
          .setOnCancelHandler(lookupCancelled::countDown);
      lookupCame.countDown();
      return;
    }
    observer.onNext(answer(request.getQuery()));
    observer.onCompleted();
  }

  @Override
  public StreamObserver<StreamLookupRequest> streamLookup(
      StreamObserver<StreamLookupResponse> observer) {
    return new StreamObserver<StreamLookupRequest>() {
      @Override
      public void onNext(StreamLookupRequest request) {
        if (!request.hasQueries()) {
          return;
        }
        queriesInMessages.add(request.getQueries().getQueriesCount());
        if (streamFault != null && queriesInMessages.size() == 2) {
          observer.onError(streamFault.asRuntimeException());
          return;
        }
        StreamLookupResponse.Builder response = StreamLookupResponse.newBuilder();
        for (LookupQuery query : request.getQueries().getQueriesList()) {
          response.addResults(LookupResult.newBuilder().setResponse(answer(query.getQuery())));
        }
        observer.onNext(response.build());
      }

      @Override
      public void onError(Throwable error) {}

      @Override
      public void onCompleted() {
        observer.onCompleted();
      }
    };
  }

  /** Two pages of one memory each. */
  @Override
  public void listMemories(
      ListMemoriesRequest request, StreamObserver<ListMemoriesResponse> observer) {
    boolean first = request.getPageToken().isEmpty();
    observer.onNext(
        ListMemoriesResponse.newBuilder()
            .addMemories(Memory.newBuilder().setName(first ? "memories/a" : "memories/b"))
            .setNextPageToken(first ? "second" : "")
            .build());
    observer.onCompleted();
  }

  @Override
  public void batchCreateTranslationUnits(
      BatchCreateTranslationUnitsRequest request,
      StreamObserver<BatchCreateTranslationUnitsResponse> observer) {
    List<BatchCreateTranslationUnitsResult> results = new ArrayList<>();
    for (TranslationUnit unit : request.getTranslationUnitsList()) {
      written.add(unit);
      results.add(
          BatchCreateTranslationUnitsResult.newBuilder()
              .setWritten(WrittenTranslationUnit.newBuilder().setTranslationUnit(unit))
              .build());
    }
    observer.onNext(
        BatchCreateTranslationUnitsResponse.newBuilder().addAllResults(results).build());
    observer.onCompleted();
  }
}
