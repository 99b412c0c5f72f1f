package org.presstm.omegat.remote;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.CompletableFuture;

/** Keeps the futures of gRPC's library out of the rest. */
final class Futures {
  private Futures() {}

  /** The same future in Java's own type; cancelling one cancels the other. */
  static <T> CompletableFuture<T> of(ListenableFuture<T> call) {
    CompletableFuture<T> future = new CompletableFuture<>();
    future.whenComplete(
        (value, error) -> {
          if (future.isCancelled()) {
            call.cancel(true);
          }
        });
    com.google.common.util.concurrent.Futures.addCallback(
        call,
        new FutureCallback<T>() {
          @Override
          public void onSuccess(T value) {
            future.complete(value);
          }

          @Override
          public void onFailure(Throwable error) {
            future.completeExceptionally(error);
          }
        },
        MoreExecutors.directExecutor());
    return future;
  }
}
