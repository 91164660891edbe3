package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.openai.chat.Quirks;
import java.util.Map;

/// How a vendor speaks OpenAI's Chat Completions.
///
/// @param quirks how it differs there from others
/// @param means what can be asked for
public record Chat(Quirks quirks, Means means) {
  /// The same with the placeholders of its path filled.
  public Chat at(Map<String, String> settings) {
    return new Chat(quirks.at(Endpoint.filled(quirks.path(), settings)), means);
  }

  /// A vendor of which nothing is known.
  static Chat usual() {
    return new Chat(Quirks.usual(), Means.chat());
  }
}
