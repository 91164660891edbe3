package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.Assertions;

/// What Google is asked in tests, and what it answers.
final class Talk {
  static final String PROVIDER = "google";
  static final String USAGE =
      "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":3}";

  private Talk() {}

  /// A request to that model.
  static Request asking(String model, Message... messages) {
    return Request.of(model, Arrays.asList(messages));
  }

  static Message said(Role role, Part... parts) {
    return new Message(role, Optional.empty(), Arrays.asList(parts));
  }

  static Part.ToolCall call(String id, String arguments) {
    return new Part.ToolCall(id, "weather", arguments);
  }

  static Part.ToolCall signed(String id, String maker, String signature) {
    var proof = Optional.of(new Part.Signature(maker, signature));
    return new Part.ToolCall(id, "weather", "{}", proof);
  }

  /// What is sent for a request, without spaces.
  static String written(Request request) {
    return new String(Requests.write(request, Host.AI_STUDIO), StandardCharsets.UTF_8);
  }

  /// One member of what is sent.
  static String written(Request request, String member) {
    var body = JsonReader.readObject(Requests.write(request, Host.AI_STUDIO));
    return body.get(member).map(JsonWriter::text).orElse("");
  }

  /// `generationConfig` of what is sent.
  static String config(Request request, String member) {
    var body = JsonReader.readObject(Requests.write(request, Host.AI_STUDIO));
    return ((Json.Fields) body.get("generationConfig").orElseThrow())
        .get(member)
        .map(JsonWriter::text)
        .orElse("");
  }

  /// A frame of one candidate with those parts.
  static String frame(String parts, String more) {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
        + parts
        + "]},\"index\":0"
        + more
        + "}],\"responseId\":\"r/9\",\"modelVersion\":\"gemini-3-pro\","
        + USAGE
        + "}";
  }

  static String last(String parts) {
    return frame(parts, ",\"finishReason\":\"STOP\"");
  }

  /// The events of a stream of frames.
  static List<Event> events(int choices, String... frames) {
    var events = new ArrayList<Event>();
    var request =
        asking("m", said(Role.USER, new Part.Text("?")))
            .withBounds(new Bounds(OptionalInt.empty(), List.of(), choices));
    var stream = new GeminiProtocol(PROVIDER, Host.AI_STUDIO).answer(request).stream();
    for (String frame : frames) {
      stream.turn(("data: " + frame + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), events::add);
    }
    stream.end(events::add);
    return events;
  }

  static Reply reply(String... frames) {
    return Reply.of(events(1, frames));
  }

  /// The parts of a whole answer.
  static List<Part> parts(String... frames) {
    return reply(frames).choices().getFirst().pieces().stream().map(Reply.Piece::part).toList();
  }

  /// Why a stream is not whole.
  static Failure failure(String... frames) {
    return Assertions.catchThrowableOfType(Refused.class, () -> events(1, frames)).failure();
  }
}
