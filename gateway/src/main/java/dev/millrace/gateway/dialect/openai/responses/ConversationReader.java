package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads what is said: `instructions`, the items of an earlier response, and `input`.
///
/// @param rest is told of what cannot be honoured
record ConversationReader(Members body, Thoughts thoughts, Rest rest) {
  private static final Json.Text REFERENCE = new Json.Text("item_reference");

  /// @param turns for the model
  /// @param items what they were read from, but for instructions
  record Conversation(List<Message> turns, List<Json.Fields> items) {}

  Conversation read(Past past, String account) {
    var turns = new Turns();
    var reader = new InputReader(turns, thoughts, rest);
    body.text("instructions")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> turns.heard(Role.SYSTEM, List.of(new Part.Text(text))));
    var items = new ArrayList<Json.Fields>();
    body.find("previous_response_id")
        .ifPresent(given -> {
          items.addAll(past.conversation(account, given.text()));
          int count = 0;
          for (var item : items) {
            reader.read(new Value(given.path() + "[" + count++ + "]", item));
          }
        });
    for (var given : input(!items.isEmpty())) {
      Value item = resolved(given, past, account);
      reader.read(item);
      items.add(item.object().json());
    }
    var all = turns.all();
    if (all.isEmpty()) {
      throw body.need("input").refuse(Problem.OUT_OF_RANGE, "must hold something for the model");
    }
    return new Conversation(all, items);
  }

  /// Words alone are a message of the user.
  private List<Value> input(boolean more) {
    var given = more ? body.find("input") : Optional.of(body.need("input"));
    return given.map(ConversationReader::items).orElse(List.of());
  }

  private static List<Value> items(Value input) {
    return switch (input.json()) {
      case Json.Text text -> List.of(new Value(input.path(), message(text)));
      case Json.Items _ -> input.items();
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw input.refuse(Problem.WRONG_TYPE, "must be a string or an array of items");
    };
  }

  private static Json message(Json.Text text) {
    var message = new LinkedHashMap<String, Json>();
    message.put("role", new Json.Text("user"));
    message.put("content", text);
    return new Json.Fields(message);
  }

  private static Value resolved(Value given, Past past, String account) {
    var item = given.object();
    boolean bare = item.find("type").isEmpty() && item.find("role").isEmpty();
    boolean reference = item.json().get("type").filter(REFERENCE::equals).isPresent();
    if (!bare && !reference) {
      return given;
    }
    String id = item.need("id").text();
    return past.item(account, id)
        .map(kept -> new Value(given.path(), kept))
        .orElseThrow(() -> new Refused(new Failure.NotFound("item", id)));
  }
}
