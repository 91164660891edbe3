package dev.millrace.engine.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call whose name comes first, in some dress, and whose arguments follow as a JSON object.
final class HeaderCall implements Mode {
  private static final int LONGEST = 512;

  private final SpeechReader reader;
  private final Held held;
  private final int from;
  private final List<String> closes;

  /// What is held is the tag, and blanks around it.
  HeaderCall(SpeechReader reader) {
    this.reader = reader;
    this.held = reader.held();
    this.from = held.length();
    this.closes = reader.closes();
  }

  @Override
  public void read(char next) {
    held.add(next);
    if (next == '{') {
      begin();
    } else if (closes.stream().anyMatch(this::endsWith)) {
      withoutArguments();
    } else if (held.length() - from > LONGEST) {
      reader.failed();
    }
  }

  private void begin() {
    held.back();
    String id = id(held.all().substring(from));
    if (reader.tool(name(id)).isEmpty()) {
      held.add('{');
      reader.failed();
      return;
    }
    reader.begin(name(id), own(id));
    var arguments = new Arguments(reader, () -> reader.become(new AfterCall(reader)));
    reader.become(arguments, "{");
  }

  private boolean endsWith(String tag) {
    String all = held.all();
    return all.length() - from >= tag.length() && all.endsWith(tag);
  }

  private void withoutArguments() {
    String header = held.all().substring(from);
    String tag = closes.stream().filter(header::endsWith).findFirst().orElse("");
    String id = id(header.substring(0, header.length() - tag.length()));
    if (reader.tool(name(id)).isEmpty()) {
      held.text(held.length());
      reader.become(new Words(reader, Words.After.WORDS));
      return;
    }
    reader.begin(name(id), own(id));
    reader.voice().say("{}");
    reader.ended("");
  }

  /// The piece of the header that says the name: the first, but for DeepSeek's `function`.
  private String id(String header) {
    String pieces = header;
    for (var separator : reader.script().signs(reader.script().markup().separators())) {
      pieces = pieces.replace(separator, "\n");
    }
    var found = new ArrayList<String>();
    for (var piece : pieces.split("\n", -1)) {
      String bare = Script.unsigned(piece).strip();
      if (!bare.isEmpty() && !bare.startsWith("```")) {
        found.add(bare);
      }
    }
    boolean dressed = found.size() > 1 && found.getFirst().equals("function");
    return found.isEmpty() ? "" : found.get(dressed ? 1 : 0);
  }

  private String name(String id) {
    if (reader.script().markup() != Markup.KIMI) {
      return id;
    }
    String bare = id.startsWith("functions.") ? id.substring("functions.".length()) : id;
    int colon = bare.lastIndexOf(':');
    return colon < 0 ? bare : bare.substring(0, colon);
  }

  private Optional<String> own(String id) {
    return reader.script().markup() == Markup.KIMI ? Optional.of(id) : Optional.empty();
  }

  @Override
  public void end(boolean cut) {
    Unfinished.end(reader, cut);
  }
}
