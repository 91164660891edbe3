package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads the tool calls of one choice, whose pieces may be mixed. A call begins when its name is
/// known; arguments that come before it wait.
final class CallsReader {
  private static final int MOST = 1_000;

  private final int choice;
  private final UsageReader usage;
  private final NavigableMap<Integer, Call> calls = new TreeMap<>();

  CallsReader(int choice, UsageReader usage) {
    this.choice = choice;
    this.usage = usage;
  }

  boolean any() {
    return !calls.isEmpty();
  }

  /// Takes pieces; returns how many parts the choice has now.
  int take(List<Value> pieces, int parts, Consumer<? super Event> out) {
    int count = parts;
    for (var piece : pieces) {
      var members = piece.object();
      String id = members.text("id").orElse("");
      var call = calls.computeIfAbsent(number(members, id), _ -> new Call());
      if (call.id.isEmpty()) {
        call.id = id;
      }
      members.find("function").map(Value::object).ifPresent(call::take);
      count = call.tell(count, out);
    }
    return count;
  }

  /// Ends all calls.
  void end(int parts, Consumer<? super Event> out) {
    int count = parts;
    for (var call : calls.values()) {
      count = call.begin(count, out);
      out.accept(new Event.Ended(choice, call.part));
    }
  }

  /// Whole answers, and Gemini's streams, do not number the calls: a new id is a new call.
  /// (2026-11)
  private int number(Members piece, String id) {
    var given = piece.wholeNumber("index", 0, MOST);
    if (given.isPresent()) {
      return given.getAsInt();
    }
    return Optional.ofNullable(calls.lastEntry())
        .map(last -> last.getKey() + (last.getValue().goesOn(id) ? 0 : 1))
        .orElse(0);
  }

  private final class Call {
    private final StringBuilder waiting = new StringBuilder();
    private String id = "";
    private String name = "";
    private int part = -1;

    boolean goesOn(String piece) {
      return piece.isEmpty() || piece.equals(id);
    }

    void take(Members function) {
      if (part < 0) {
        name += function.text("name").orElse("");
      }
      waiting.append(function.text("arguments").orElse(""));
    }

    int tell(int parts, Consumer<? super Event> out) {
      return name.isEmpty() ? parts : begin(parts, out);
    }

    int begin(int parts, Consumer<? super Event> out) {
      int count = parts;
      if (part < 0) {
        part = count++;
        String named = id.isEmpty() ? "call_" + choice + "_" + part : id;
        out.accept(new Event.Began(choice, part, new Part.ToolCall(named, name, "")));
      }
      if (!waiting.isEmpty()) {
        usage.saw(waiting.toString());
        out.accept(new Event.Grew(choice, part, waiting.toString(), List.of()));
        waiting.setLength(0);
      }
      return count;
    }
  }
}
