package dev.millrace.gateway.dialect;

import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.Map;

/// A wire protocol as one provider speaks it: what requests look like there, and how its answers are
/// read. Any number of requests at once.
public interface Protocol {
  /// What can be asked for in it.
  Means means();

  /// What can be asked of one model, by the name that it has there; by default what can be asked of
  /// all.
  default Means means(String model) {
    return means();
  }

  /// What is sent for a request, which asks for nothing that [#means(String)] lacks. Asks for a stream
  /// wherever there is such a thing, so that a stall is seen and a cancel spares tokens.
  ///
  /// @throws Refused if the protocol has no words for something all the same
  Written write(Request request);

  /// Who reads the answer to that request.
  Incoming answer(Request request);

  /// A request as it is sent: a `POST` with a JSON body.
  ///
  /// @param path what follows the provider's base address, with its query; begins with `/`, and is
  ///     encoded
  /// @param headers beside `content-type` and whatever shows who we are
  record Written(String path, Map<String, String> headers, byte[] body) {
    public Written {
      headers = Map.copyOf(headers);
    }

    /// One whose answer is a stream of server-sent events.
    public static Written of(String path, byte[] body) {
      return new Written(path, Map.of("accept", "text/event-stream"), body);
    }
  }
}
