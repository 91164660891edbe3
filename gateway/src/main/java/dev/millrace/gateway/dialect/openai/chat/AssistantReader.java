package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a model said beside its words and thoughts, which clients send back.
///
/// @param functions the calls of functions before it
/// @param rest is told of what cannot be honoured
record AssistantReader(Members message, FunctionCalls functions, Rest rest) {
  List<Part> read() {
    var parts = new ArrayList<Part>();
    message
        .text("refusal")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Refusal(text)));
    message.find("audio").ifPresent(given -> parts.add(audio(given.object())));
    message
        .find("tool_calls")
        .ifPresent(given -> given.items().forEach(item -> parts.add(call(item.object()))));
    message.find("function_call").ifPresent(given -> parts.add(function(given.object())));
    message.find("annotations").ifPresent(this::annotations);
    return parts;
  }

  /// They tell the reader where something is from; the model said it without them.
  private void annotations(Value given) {
    if (!given.items().isEmpty()) {
      rest.needless(given);
    }
  }

  /// What was spoken, which its provider has kept.
  private Part audio(Members audio) {
    var id = new Part.Source.Stored(audio.need("id").text());
    for (String member : List.of("data", "expires_at", "transcript")) {
      audio.find(member).ifPresent(rest::needless);
    }
    rest.of(audio);
    return new Part.Attachment(Part.Attachment.Kind.AUDIO, id, Optional.empty(), Optional.empty());
  }

  private Part call(Members call) {
    String id = call.need("id").text();
    var type = call.find("type");
    var signature = CallSignature.read(call, rest);
    var part =
        switch (type.map(Value::text).orElse("function")) {
          case "function" -> {
            var function = call.need("function").object();
            String arguments = function.need("arguments").text();
            yield new Part.ToolCall(id, name(function), arguments, signature);
          }
          case "custom" -> {
            var custom = call.need("custom").object();
            String input = CustomTools.wrapped(custom.need("input").text());
            yield new Part.ToolCall(id, name(custom), input, signature);
          }
          default -> throw type.orElseThrow().outside("\"function\" or \"custom\"");
        };
    rest.of(call);
    return part;
  }

  private Part function(Members call) {
    String arguments = call.need("arguments").text();
    String name = name(call);
    return new Part.ToolCall(functions.called(name), name, arguments);
  }

  private String name(Members tool) {
    Value name = tool.need("name");
    if (name.text().isEmpty()) {
      throw name.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    rest.of(tool);
    return name.text();
  }
}
