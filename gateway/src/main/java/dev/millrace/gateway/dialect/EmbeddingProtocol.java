package dev.millrace.gateway.dialect;

import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Map;

/// A wire protocol for vectors, as one provider speaks it. Any number of requests at once.
public interface EmbeddingProtocol {
  /// What is sent for texts.
  ///
  /// @throws Refused if the protocol has no words for something
  Protocol.Written write(Ask ask);

  /// Reads the answer, which may be long: not for a loop.
  ///
  /// @throws Refused if it is no answer to what was asked
  Vectors read(Ask ask, byte[] body);

  /// What an error answer means.
  ///
  /// @param status not 200
  /// @param headers by lower-case name
  Failure failure(int status, Map<String, String> headers, byte[] body);
}
