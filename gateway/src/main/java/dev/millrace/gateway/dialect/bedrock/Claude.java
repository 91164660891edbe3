package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import java.util.EnumSet;
import java.util.Map;

/// Anthropic's models behind Converse: what they take in Messages, as far as Converse has words.
final class Claude {
  private static final MessagesProtocol MESSAGES = new MessagesProtocol("anthropic");

  private Claude() {}

  /// @param converse what can be asked for in Converse
  static Means means(Means converse, String model) {
    var own = MESSAGES.means(model);
    var asks = EnumSet.copyOf(converse.asks());
    asks.removeIf(ask -> !own.has(ask) && isOfModels(ask));
    var lacking = EnumSet.copyOf(converse.parameters());
    lacking.removeAll(own.parameters());
    return converse.asking(asks).without(lacking).thinking(thinking(own));
  }

  /// What depends on the model, not on whose door it stands behind.
  private static boolean isOfModels(Ask ask) {
    return ask == Ask.PREFILL || ask == Ask.STRICT_TOOLS;
  }

  /// Whoever thinks there is told nothing of how to choose tokens.
  private static Means.Thinking thinking(Means own) {
    var thinking = own.thinking();
    return thinking.apart(
        new Means.Apart(
            thinking.apart().asks(),
            false,
            Map.of(
                Parameter.TEMPERATURE, new Span(1, 1),
                Parameter.TOP_P, new Span(1, 1),
                Parameter.TOP_K, new Span(0, 0))));
  }
}
