package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads the tool calls of one choice, whose pieces may be mixed, and tells them one after the
/// other: a call begins when its name is known and the one before is whole. What comes before that
/// waits.
final class CallsReader {
  private static final int MOST = 1_000;

  private final int choice;
  private final String provider;
  private final String stem;
  private final UsageReader usage;
  private final NavigableMap<Integer, Call> byNumber = new TreeMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int told;

  /// @param stem how ids begin that the provider leaves to us
  CallsReader(int choice, String provider, String stem, UsageReader usage) {
    this.choice = choice;
    this.provider = provider;
    this.stem = stem;
    this.usage = usage;
  }

  /// Whether there was any.
  boolean any() {
    return calls.stream().anyMatch(call -> !call.blank());
  }

  /// Whether one of them has begun, or waits to, and has not ended.
  boolean open() {
    return told < calls.size();
  }

  /// Whether all of them look as if nothing were missing.
  boolean whole() {
    return calls.stream().skip(told).allMatch(Call::whole);
  }

  /// Takes pieces; returns how many parts the choice has now.
  int take(List<Value> pieces, int parts, Consumer<? super Event> out) {
    for (var piece : pieces) {
      var members = piece.object();
      String id = members.text("id").orElse("");
      var function = members.find("function").map(Value::object);
      String name = function.flatMap(given -> given.text("name")).orElse("");
      take(number(members, id, name), id, function);
    }
    return tell(parts, out);
  }

  /// Takes the only call that there was before there were tools.
  int takeFunction(Members function, int parts, Consumer<? super Event> out) {
    take(0, "", Optional.of(function));
    return tell(parts, out);
  }

  /// Ends all calls; returns how many parts the choice has now.
  int end(int parts, Consumer<? super Event> out) {
    int count = parts;
    for (; told < calls.size(); told++) {
      var call = calls.get(told);
      if (!call.blank()) {
        count = call.tell(count, out);
        out.accept(new Event.Ended(choice, call.part));
      }
    }
    return count;
  }

  private void take(int number, String id, Optional<Members> function) {
    var call = byNumber.get(number);
    if (call == null) {
      call = new Call();
      byNumber.put(number, call);
      calls.add(call);
    }
    if (call.id.isEmpty()) {
      call.id = id;
    }
    function.ifPresent(call::take);
  }

  private int tell(int parts, Consumer<? super Event> out) {
    int count = parts;
    while (told < calls.size() && !calls.get(told).name.isEmpty()) {
      var call = calls.get(told);
      count = call.tell(count, out);
      boolean last = told + 1 == calls.size();
      if (last || !call.whole()) {
        return count;
      }
      out.accept(new Event.Ended(choice, call.part));
      told++;
    }
    return count;
  }

  /// Whole answers, and Gemini's streams, do not number the calls: a new id is a new call, and so is
  /// a further name. (2026-11)
  private int number(Members piece, String id, String name) {
    var given = piece.wholeNumber("index", 0, MOST);
    if (given.isPresent()) {
      return given.getAsInt();
    }
    return Optional.ofNullable(byNumber.lastEntry())
        .map(last -> last.getKey() + (last.getValue().goesOn(id, name) ? 0 : 1))
        .orElse(0);
  }

  private Refused senseless(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }

  private final class Call {
    private final StringBuilder waiting = new StringBuilder();
    private final Extent extent = new Extent();
    private String id = "";
    private String name = "";
    private int part = -1;

    boolean goesOn(String newId, String newName) {
      return (newId.isEmpty() || newId.equals(id)) && (newName.isEmpty() || name.isEmpty());
    }

    boolean whole() {
      return extent.whole();
    }

    /// Some servers announce calls that never come.
    boolean blank() {
      return name.isEmpty() && waiting.isEmpty();
    }

    void take(Members function) {
      if (name.isEmpty()) {
        name = function.text("name").orElse("");
      }
      String more = function.text("arguments").orElse("");
      if (!more.isBlank() && calls.indexOf(this) < told) {
        throw senseless("it went on with a tool call that was whole");
      }
      extent.take(more);
      waiting.append(more);
    }

    int tell(int parts, Consumer<? super Event> out) {
      int count = parts;
      if (part < 0) {
        if (name.isEmpty()) {
          throw senseless("it called a tool without a name");
        }
        part = count++;
        out.accept(new Event.Began(choice, part, new Part.ToolCall(unique(), name, "")));
      }
      if (!waiting.isEmpty()) {
        usage.saw(waiting.toString());
        out.accept(new Event.Grew(choice, part, waiting.toString(), List.of()));
        waiting.setLength(0);
      }
      return count;
    }

    /// Answers to calls are found by their ids.
    private String unique() {
      String own = id.isEmpty() || ids.contains(id) ? stem + choice + "_" + part : id;
      ids.add(own);
      return own;
    }
  }
}
