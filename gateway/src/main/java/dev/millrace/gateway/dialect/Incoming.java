package dev.millrace.gateway.dialect;

import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.util.List;
import java.util.Map;

/// Reads one answer of a provider: a stream, a whole reply by one that does not stream, or an error.
/// Only one of the three is used. Not thread-safe.
public interface Incoming {
  /// Whether a body of that type is a stream.
  ///
  /// @param contentType in lower case, with its parameters; empty when none was told
  boolean streams(String contentType);

  /// Reads a stream, whatever its pieces. Throws [Refused] when the stream tells of an error, makes no
  /// sense, or ends before it is whole; a whole one ends with [Event.Closed].
  Translator<byte[], Event> stream();

  /// Reads a whole reply.
  ///
  /// @throws Refused with what went wrong at the provider
  List<Event> whole(byte[] body);

  /// What an error answer means.
  ///
  /// @param status not 200
  /// @param headers by lower-case name
  Failure failure(int status, Map<String, String> headers, byte[] body);
}
