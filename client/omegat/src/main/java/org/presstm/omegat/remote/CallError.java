package org.presstm.omegat.remote;

import io.grpc.Status;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** What a failed call means to the person who translates. */
public final class CallError {
  private CallError() {}

  /** True if the server was not reached or did not answer in time. */
  public static boolean isAway(Throwable error) {
    Status.Code code = Status.fromThrowable(error).getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
  }

  public static boolean isCancelled(Throwable error) {
    return cause(error) instanceof CancellationException
        || Status.fromThrowable(error).getCode() == Status.Code.CANCELLED;
  }

  /** A sentence without the names of classes. */
  public static String describe(Throwable error) {
    Status status = Status.fromThrowable(error);
    switch (status.getCode()) {
      case UNAVAILABLE:
        return "The server cannot be reached" + reason(status);
      case DEADLINE_EXCEEDED:
        return "The server does not answer in time.";
      case UNAUTHENTICATED:
        return "The server does not accept the token" + reason(status);
      case UNKNOWN:
        return String.valueOf(cause(error).getMessage());
      default:
        return String.valueOf(status.getDescription());
    }
  }

  private static String reason(Status status) {
    Throwable cause = status.getCause();
    String text = cause == null ? status.getDescription() : cause.getMessage();
    return text == null ? "." : ": " + text;
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
