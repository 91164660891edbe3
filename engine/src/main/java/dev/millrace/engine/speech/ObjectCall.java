package dev.millrace.engine.speech;

import java.util.Optional;

/// A call as a JSON object that says `name` and the arguments, in whatever order; told as it comes
/// from where both its name and its arguments have begun.
final class ObjectCall implements Mode {
  private enum At {
    BEFORE,
    KEY,
    IN_KEY,
    COLON,
    VALUE,
    IN_VALUE,
    AFTER_VALUE
  }

  private final SpeechReader reader;
  private final Held held;
  private final StringBuilder gathered = new StringBuilder();
  private At at = At.BEFORE;
  private String key = "";
  private Optional<String> name = Optional.empty();
  private Optional<String> arguments = Optional.empty();
  private boolean begun;
  private JsonScan scan = new JsonScan();

  ObjectCall(SpeechReader reader) {
    this.reader = reader;
    this.held = reader.held();
  }

  @Override
  public void read(char next) {
    held.add(next);
    if (held.length() > Unfinished.LONGEST) {
      leave();
      return;
    }
    switch (at) {
      case BEFORE -> before(next);
      case KEY -> key(next);
      case IN_KEY -> inKey(next);
      case COLON -> step(next == ':', next, At.VALUE);
      case VALUE -> value(next);
      case IN_VALUE -> inValue(next);
      case AFTER_VALUE -> afterValue(next);
    }
  }

  private void before(char next) {
    step(next == '{', next == '[' ? ' ' : next, At.KEY);
  }

  /// To the next place, or on over blanks.
  private void step(boolean there, char next, At to) {
    if (there) {
      at = to;
    } else if (!Character.isWhitespace(next)) {
      leave();
    }
  }

  private void key(char next) {
    if (next == '}') {
      whole();
    } else if (next != ',') {
      gathered.setLength(0);
      scan = new JsonScan();
      scan.read(next);
      step(next == '"', next, At.IN_KEY);
    }
  }

  private void inKey(char next) {
    if (scan.read(next) == JsonScan.Step.LAST) {
      key = JsonText.unescaped(gathered.toString());
      at = At.COLON;
      return;
    }
    gathered.append(next);
  }

  private void value(char next) {
    if (Character.isWhitespace(next)) {
      return;
    }
    boolean streams = isArguments() && next == '{' && known() && !begun;
    if (streams) {
      held.back();
      begin();
      reader.become(new Arguments(reader, this::afterArguments), "{");
      return;
    }
    gathered.setLength(0);
    scan = new JsonScan();
    at = At.IN_VALUE;
    inValue(next);
  }

  private void afterArguments() {
    at = At.AFTER_VALUE;
    reader.become(this);
  }

  private void inValue(char next) {
    JsonScan.Step step = scan.read(next);
    if (step != JsonScan.Step.BEYOND) {
      gathered.append(next);
    }
    if (step == JsonScan.Step.INSIDE) {
      return;
    }
    take(Script.unsigned(gathered.toString()));
    at = At.AFTER_VALUE;
    if (step == JsonScan.Step.BEYOND) {
      afterValue(next);
    }
  }

  private void take(String value) {
    boolean string = value.length() > 1 && value.startsWith("\"");
    if (key.equals("name") && string) {
      name = Optional.of(JsonText.unescaped(value.substring(1, value.length() - 1)));
    } else if (isArguments()) {
      String inside = string ? JsonText.unescaped(value.substring(1, value.length() - 1)) : value;
      arguments = Optional.of(inside.equals("null") || inside.isBlank() ? "{}" : inside);
    }
  }

  private void afterValue(char next) {
    if (next == '}') {
      whole();
    } else {
      step(next == ',', next, At.KEY);
    }
  }

  private boolean isArguments() {
    return key.equals("arguments") || key.equals("parameters");
  }

  private boolean known() {
    return name.flatMap(reader::tool).isPresent();
  }

  private void begin() {
    begun = true;
    reader.begin(name.orElseThrow(), Optional.empty());
  }

  private void whole() {
    if (!begun && !known()) {
      leave();
      return;
    }
    if (!begun) {
      begin();
      reader.voice().say(arguments.orElse("{}"));
    }
    held.nothing(held.length());
    reader.become(new AfterCall(reader));
  }

  /// It does not go on like a call: the call that was told is over, one that was not is text.
  private void leave() {
    if (begun) {
      reader.become(new AfterCall(reader), held.again());
    } else {
      reader.failed();
    }
  }

  @Override
  public void end(boolean cut) {
    if (begun) {
      held.nothing(held.length());
    } else {
      Unfinished.end(reader, cut);
    }
  }
}
