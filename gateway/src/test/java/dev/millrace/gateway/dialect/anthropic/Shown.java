package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A request as lines that a reviewer can read.
final class Shown {
  private Shown() {}

  static String of(Asked asked) {
    var lines = new ArrayList<String>();
    var request = asked.request();
    lines.add("model " + request.model() + (asked.stream() ? ", streamed" : ""));
    request.messages().forEach(message -> add(message, lines));
    lines.add(request.prompt().toString().replaceFirst("(?s)^.*rendering=", "rendering "));
    settings(request, lines);
    lines.add("thoughts " + (asked.shown() ? "shown" : "omitted"));
    asked.notes().forEach(note -> lines.add(note.toString()));
    return String.join("\n", lines.stream().map(line -> line.replace("\n", "\\n")).toList()) + "\n";
  }

  private static void add(Message message, List<String> lines) {
    lines.add(message.role().toString());
    message.parts().forEach(part -> lines.add("  " + part));
  }

  private static void settings(Request request, List<String> lines) {
    var tools = request.tools();
    lines.add("tools " + tools.choice() + (tools.parallel() ? ", parallel" : ", one at a time"));
    for (var tool : tools.declared()) {
      lines.add(
          "  %s %s strict=%s %s"
              .formatted(
                  tool.name(),
                  JsonWriter.text(tool.parameters()),
                  tool.strict(),
                  tool.description()));
    }
    lines.add(request.reasoning().toString());
    lines.add(request.sampling().toString());
    lines.add(request.bounds().toString());
    request.constraint().ifPresent(constraint -> lines.add(constraint.toString()));
    lines.add("extras " + new TreeMap<>(request.extras()));
  }
}
