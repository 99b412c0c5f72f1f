package org.presstm.omegat.queue;

import java.util.List;
import presstm.v1.BatchCreateTranslationUnitsRequest;
import presstm.v1.BatchCreateTranslationUnitsResult;

/** Stores units on a server. */
public interface UnitWriter {
  /**
   * Blocks until the server has answered; throws what gRPC throws if it has not, or refuses the
   * whole request. Else there is a result for each unit, in their order.
   */
  List<BatchCreateTranslationUnitsResult> write(BatchCreateTranslationUnitsRequest request);
}
