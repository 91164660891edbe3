package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes calls of tools and their answers as elements of the array that is open. Gemini matches the
/// two by name and order, so answers are put into the order of the calls. Not thread-safe.
final class CallWriter {
  /// Under what the arguments of a call go that are no JSON object, as after an answer that was cut.
  private static final String INVALID = "INVALID_JSON";

  private final JsonWriter json;
  private final AttachmentWriter attachments;
  private final boolean third;
  private final boolean ids;
  private final Map<String, String> names = new HashMap<>();
  private final List<String> called = new ArrayList<>();
  private boolean unsigned;

  /// @param third whether the model is of the third generation, which takes no step without a
  ///     signature, and sees images in what tools answer
  /// @param ids whether calls are told by their ids, too
  CallWriter(JsonWriter json, AttachmentWriter attachments, boolean third, boolean ids) {
    this.json = json;
    this.attachments = attachments;
    this.third = third;
    this.ids = ids;
  }

  /// A turn of the model begins.
  void begin(List<Part> parts) {
    called.clear();
    unsigned =
        third
            && parts.stream()
                .filter(Part.ToolCall.class::isInstance)
                .allMatch(part -> signature((Part.ToolCall) part).isEmpty());
  }

  /// Of calls in parallel the first alone is signed.
  void call(Part.ToolCall call) {
    names.put(call.id(), call.name());
    called.add(call.id());
    json.object().object("functionCall");
    id(call.id());
    json.field("name", call.name()).field("args", arguments(call.arguments())).endObject();
    signature(call)
        .or(() -> unsigned ? Optional.of(Wire.NO_SIGNATURE) : Optional.empty())
        .ifPresent(value -> json.field("thoughtSignature", value));
    unsigned = false;
    json.endObject();
  }

  /// What tools answered to the calls of the turn before.
  ///
  /// @throws Refused if one of them answers no call
  void results(List<Part> parts) {
    var results =
        parts.stream()
            .map(Part.ToolResult.class::cast)
            .sorted(Comparator.comparingInt(this::place))
            .toList();
    results.forEach(this::result);
    if (!third) {
      results.forEach(result -> brought(result).forEach(attachments::write));
    }
  }

  private int place(Part.ToolResult result) {
    int place = called.indexOf(result.callId());
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private void result(Part.ToolResult result) {
    String name = names.get(result.callId());
    if (name == null) {
      throw new Refused(
          new Failure.BadRequest(
              "messages",
              Problem.OUT_OF_RANGE,
              "answer the tool call " + result.callId() + ", which nobody made"));
    }
    json.object().object("functionResponse");
    id(result.callId());
    json.field("name", name)
        .object("response")
        .field(result.failed() ? "error" : "output", result.text())
        .endObject();
    var brought = brought(result);
    if (third && !brought.isEmpty()) {
      json.array("parts");
      brought.forEach(attachments::write);
      json.endArray();
    }
    json.endObject().endObject();
  }

  private static List<Part.Attachment> brought(Part.ToolResult result) {
    return result.content().stream()
        .filter(Part.Attachment.class::isInstance)
        .map(Part.Attachment.class::cast)
        .toList();
  }

  private void id(String id) {
    if (ids) {
      json.field("id", id);
    }
  }

  private static Optional<String> signature(Part.ToolCall call) {
    return Wire.own(call.signature());
  }

  private static Json arguments(String written) {
    if (written.isBlank()) {
      return new Json.Fields(Map.of());
    }
    try {
      if (JsonReader.read(written) instanceof Json.Fields fields) {
        return fields;
      }
    } catch (Refused _) {
      // wrapped, as any other JSON is
    }
    return new Json.Fields(Map.of(INVALID, new Json.Text(written)));
  }
}
