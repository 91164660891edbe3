package dev.millrace.gateway.dialect.vllm;

import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.TokenIds;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Requests, read as a server.
///
/// @param only the model that is meant when none is named: the only one served, if it is
public record Requests(Unknown unknown, Optional<String> only) {
  private static final Habits HABITS = new Habits(true, Reasoning.Mode.UNSAID);

  /// What of a request for a conversation is read as Chat Completions reads it.
  private static final List<String> CONVERSATION =
      List.of(
          "messages",
          "tools",
          "chat_template",
          "chat_template_kwargs",
          "add_generation_prompt",
          "continue_final_message");

  /// Reads a request for `/tokenize`.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, not known
  public Tokenization tokenize(Json.Fields document) {
    var body = Members.of(document);
    String model = model(body);
    var prompt = body.find("prompt");
    boolean conversation = body.find("messages").isPresent();
    if (conversation == prompt.isPresent()) {
      throw new Refused(
          new Failure.BadRequest(
              "prompt", Problem.MISSING, "or messages must be given, and not both"));
    }
    boolean special = body.find("add_special_tokens").map(Value::bool).orElse(true);
    boolean names = body.isOn("return_token_strs");
    var request =
        prompt
            .map(text -> Request.of(model, new Prompt.Text(text.text())))
            .orElseGet(() -> conversation(body, model));
    // A template writes such tokens itself; they come once, whatever was asked for.
    return new Tokenization(request, special || conversation, names, rest(body));
  }

  /// Reads a request for `/detokenize`.
  ///
  /// @throws Refused if a field is wrong or, under `REFUSE`, not known
  public Detokenization detokenize(Json.Fields document) {
    var body = Members.of(document);
    var tokens = TokenIds.read(body.need("tokens"));
    return new Detokenization(model(body), tokens, rest(body));
  }

  private List<Note> rest(Members body) {
    var rest = new Rest(unknown);
    rest.of(body);
    return rest.notes();
  }

  private String model(Members body) {
    return body.text("model")
        .or(() -> only)
        .orElseThrow(() ->
            new Refused(
                new Failure.BadRequest(
                    "model", Problem.MISSING, "must be given, as not just one model is served")));
  }

  private Request conversation(Members body, String model) {
    var chat = new LinkedHashMap<String, Json>();
    chat.put("model", new Json.Text(model));
    for (String name : CONVERSATION) {
      body.find(name).ifPresent(value -> chat.put(name, value.json()));
    }
    return dev.millrace.gateway.dialect.openai.chat.Requests.read(
            new Json.Fields(chat), new Reading(unknown, HABITS, ""))
        .request();
  }
}
