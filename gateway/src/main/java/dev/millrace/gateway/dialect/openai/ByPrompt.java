package dev.millrace.gateway.dialect.openai;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/// A provider that speaks one protocol for conversations and another for texts and tokens, as vLLM
/// does with Chat Completions and Completions.
public record ByPrompt(Protocol conversations, Protocol texts) implements Protocol {
  private static final Set<Ask> OF_TEXTS =
      Set.of(Ask.TEXT_PROMPTS, Ask.TOKEN_PROMPTS, Ask.ECHO, Ask.TOKEN_IDS);

  @Override
  public Means means() {
    return both(conversations.means(), texts.means());
  }

  @Override
  public Means means(String model) {
    return both(conversations.means(model), texts.means(model));
  }

  private static Means both(Means means, Means more) {
    var asks = EnumSet.noneOf(Ask.class);
    asks.addAll(means.asks());
    OF_TEXTS.stream().filter(more::has).forEach(asks::add);
    return new Means(
        means.parameters(),
        means.spans(),
        asks,
        means.shapes(),
        means.thinking(),
        means.extras().map(names -> union(names, more.extras().orElse(Set.of()))),
        means.makers());
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    var all = new HashSet<>(left);
    all.addAll(right);
    return all;
  }

  @Override
  public Written write(Request request) {
    return chosen(request).write(request);
  }

  @Override
  public Incoming answer(Request request) {
    return chosen(request).answer(request);
  }

  private Protocol chosen(Request request) {
    return switch (request.prompt()) {
      case Prompt.Conversation _ -> conversations;
      case Prompt.Text _, Prompt.Tokens _ -> texts;
    };
  }
}
