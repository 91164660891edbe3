package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;

/// What must be known of a request to read its answer.
///
/// @param provider who answers, for failures
/// @param maker who signs thoughts there
/// @param promptTokens an estimate, for a provider that does not count
/// @param forced whether the input of [Forced] is the answer
/// @param blanks what the request's own beginning of the answer ended with, and was not sent
record Expected(String provider, String maker, int promptTokens, boolean forced, String blanks) {
  static Expected of(Request request, String provider, Host host) {
    boolean forced = !Forced.of(request, host.skill(request.model())).isNothing();
    return new Expected(provider, host.maker(), Estimate.prompt(request), forced, blanks(request));
  }

  private static String blanks(Request request) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))
        || !rendering.continues()
        || messages.isEmpty()
        || messages.getLast().parts().isEmpty()
        || !(messages.getLast().parts().getLast() instanceof Part.Text(var text))) {
      return "";
    }
    return text.substring(text.stripTrailing().length());
  }
}
