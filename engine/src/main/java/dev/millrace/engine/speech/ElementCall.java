package dev.millrace.engine.speech;

import dev.millrace.llm.Json;
import dev.millrace.llm.Tool;
import java.util.List;
import java.util.Optional;

/// A call with an element for each argument. The arguments are told as JSON, each when it is whole.
final class ElementCall implements Mode {
  /// How a family writes the elements.
  ///
  /// @param name before the name; empty: nothing
  /// @param nameEnd behind it
  /// @param key before the key of an argument
  /// @param keyEnd behind it
  /// @param value between there and the value; empty: nothing
  /// @param valueEnd behind the value
  /// @param end behind the last argument; empty: nothing but the tag of the call
  private record Elements(
      String name,
      String nameEnd,
      String key,
      String keyEnd,
      String value,
      String valueEnd,
      String end) {}

  private static final Elements GLM =
      new Elements("", "\n", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", "");
  private static final Elements QWEN =
      new Elements("<function=", ">", "<parameter=", ">", "", "</parameter>", "</function>");

  private enum At {
    BEFORE,
    NAME,
    BETWEEN,
    KEY,
    BEFORE_VALUE,
    VALUE
  }

  private final SpeechReader reader;
  private final Held held;
  private final Elements elements;
  private final List<String> closes;
  private final StringBuilder gathered = new StringBuilder();
  private At at;
  private Optional<Tool> tool = Optional.empty();
  private String key = "";
  private int told;

  /// @param tag the one that began the call; with blanks before it, it is what is held
  ElementCall(SpeechReader reader, String tag) {
    this.reader = reader;
    this.held = reader.held();
    this.elements = reader.script().markup() == Markup.GLM ? GLM : QWEN;
    this.closes = reader.closes();
    this.at = tag.equals(elements.name()) ? At.NAME : At.BEFORE;
  }

  @Override
  public void read(char next) {
    held.add(next);
    gathered.append(next);
    if (tool.isEmpty()) {
      name();
      return;
    }
    held.nothing(1);
    switch (at) {
      case BETWEEN -> between();
      case KEY -> key();
      case BEFORE_VALUE -> at = ends(elements.value()) ? cleared(At.VALUE) : at;
      case VALUE -> value();
      case BEFORE, NAME -> throw new IllegalStateException("the name is known");
    }
  }

  private void name() {
    if (held.length() > Unfinished.LONGEST) {
      reader.failed();
    } else if (at == At.BEFORE) {
      before();
    } else if (ends(elements.nameEnd()) || (elements.equals(GLM) && nameEnds())) {
      named();
    } else if (gathered.length() > 256 || closed().isPresent()) {
      reader.failed();
    }
  }

  private void before() {
    String begun = gathered.toString().stripLeading();
    if (begun.equals(elements.name()) && !begun.isEmpty()) {
      at = cleared(At.NAME);
    } else if (elements.name().isEmpty() && !begun.isEmpty()) {
      at = At.NAME;
    } else if (!elements.name().startsWith(begun)) {
      reader.failed();
    }
  }

  /// GLM leaves the line break out at times.
  private boolean nameEnds() {
    return ends(elements.key()) || closed().isPresent();
  }

  private void named() {
    String all = gathered.toString();
    String rest = ends(elements.key()) ? elements.key() : closed().orElse(elements.nameEnd());
    String name = all.substring(0, all.length() - rest.length()).strip();
    if (reader.tool(name).isEmpty()) {
      reader.failed();
      return;
    }
    tool = reader.tool(name);
    reader.begin(name, Optional.empty());
    reader.voice().say("{");
    at = cleared(At.BETWEEN);
    if (rest.equals(elements.key())) {
      at = At.KEY;
    } else if (!rest.equals(elements.nameEnd())) {
      whole();
    }
  }

  private void between() {
    if (ends(elements.key())) {
      at = cleared(At.KEY);
    } else if (ends(elements.end())) {
      reader.voice().say("}");
      reader.become(new AfterCall(reader));
    } else if (closed().isPresent()) {
      whole();
    } else if (gathered.length() > 64) {
      gathered.delete(0, 32);
    }
  }

  private void key() {
    if (ends(elements.keyEnd())) {
      key = inside(elements.keyEnd()).strip();
      at = cleared(elements.value().isEmpty() ? At.VALUE : At.BEFORE_VALUE);
    }
  }

  private void value() {
    if (ends(elements.valueEnd())) {
      String written = inside(elements.valueEnd());
      boolean text = isText();
      reader.voice().say(prefix() + (text ? JsonText.quoted(trimmed(written)) : json(written)));
      at = cleared(At.BETWEEN);
    }
  }

  private String prefix() {
    return (told++ == 0 ? "" : ", ") + JsonText.quoted(key) + ": ";
  }

  private String json(String written) {
    String bare = written.strip();
    return JsonText.isValue(bare) ? bare : JsonText.quoted(trimmed(written));
  }

  /// Without the line breaks that the element puts around a value.
  private String trimmed(String written) {
    if (elements.equals(GLM)) {
      return written;
    }
    String head = written.startsWith("\n") ? written.substring(1) : written;
    return head.endsWith("\n") ? head.substring(0, head.length() - 1) : head;
  }

  /// Whether the tool says that the argument is a string and nothing else.
  private boolean isText() {
    Optional<Json> properties = tool.flatMap(one -> one.parameters().get("properties"));
    return properties
        .filter(Json.Fields.class::isInstance)
        .flatMap(fields -> ((Json.Fields) fields).get(key))
        .filter(Json.Fields.class::isInstance)
        .flatMap(fields -> ((Json.Fields) fields).get("type"))
        .filter(new Json.Text("string")::equals)
        .isPresent();
  }

  /// As much of a value as surely belongs to it.
  private String partial() {
    String written = Script.unsigned(gathered.toString());
    String head =
        elements.equals(QWEN) && written.startsWith("\n") ? written.substring(1) : written;
    String end = elements.equals(QWEN) ? "\n" + elements.valueEnd() : elements.valueEnd();
    int kept = head.length();
    while (kept > 0
        && head.length() - kept < end.length()
        && !end.startsWith(head.substring(kept - 1))) {
      kept--;
    }
    boolean broken = kept > 0 && head.length() - kept < end.length();
    return broken ? head.substring(0, kept - 1) : head;
  }

  private void whole() {
    reader.voice().say("}");
    reader.ended("");
  }

  private boolean ends(String tag) {
    int from = gathered.length() - tag.length();
    return !tag.isEmpty() && from >= 0 && gathered.indexOf(tag, from) == from;
  }

  private Optional<String> closed() {
    return closes.stream().filter(this::ends).findFirst();
  }

  private String inside(String end) {
    return Script.unsigned(gathered.substring(0, gathered.length() - end.length()));
  }

  private At cleared(At next) {
    gathered.setLength(0);
    return next;
  }

  @Override
  public void end(boolean cut) {
    if (tool.isEmpty()) {
      Unfinished.end(reader, cut);
    } else if (cut && at == At.VALUE && isText()) {
      reader.voice().say(prefix() + '"' + JsonText.escaped(partial()));
    } else if (!cut) {
      reader.voice().say("}");
    }
  }
}
