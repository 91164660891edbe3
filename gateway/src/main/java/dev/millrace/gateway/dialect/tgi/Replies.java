package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.List;

/// Whole answers: an object, or, of the address that is for either, a list of one.
final class Replies {
  private Replies() {}

  /// @param request what is being answered
  /// @throws Refused with what went wrong at the provider
  static List<Event> read(byte[] body, String provider, Request request) {
    var events = new ArrayList<Event>();
    var reader = new AnswerReader(provider, request);
    reader.demanded(() -> reader.takeWhole(one(JsonReader.read(body)), events::add));
    return events;
  }

  private static Members one(Json json) {
    return json instanceof Json.Items(var items) && items.size() == 1
        ? new Value("[0]", items.getFirst()).object()
        : new Value("", json).object();
  }
}
