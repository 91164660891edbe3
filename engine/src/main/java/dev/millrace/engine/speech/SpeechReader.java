package dev.millrace.engine.speech;

import dev.millrace.llm.Part;
import dev.millrace.llm.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads thoughts and calls of tools out of an answer as it comes. What is told depends on the
/// characters alone, not on the pieces they come in. Nothing vanishes: a call of a tool that does
/// not exist, or one that is no call after all, is told as the text it is. Not thread-safe.
public final class SpeechReader {
  private final Speech speech;
  private final Voice voice;
  private final Held held;
  private final Ids ids;
  private final Map<String, Tool> tools = new HashMap<>();
  private Mode mode;
  private boolean called;
  private boolean thought;

  /// @param seed ids of calls follow from it; another one for each answer
  public SpeechReader(Speech speech, String seed, Voice voice) {
    this.speech = speech;
    this.voice = voice;
    this.held = new Held(voice);
    this.ids = new Ids(seed, speech.script().markup());
    speech.tools().forEach(tool -> tools.put(tool.name(), tool));
    this.mode =
        switch (speech.thinking()) {
          case IN_TEXT -> new Words(this, Words.After.NOTHING);
          case APART -> new Beginning(this);
          case BEGUN -> new Thinking(this);
        };
    this.thought = speech.thinking() == Speech.Thinking.BEGUN;
  }

  /// Takes the next characters, in which a control token is its [Script#sign].
  public void read(CharSequence more) {
    for (int at = 0; at < more.length(); at++) {
      mode.read(more.charAt(at));
    }
  }

  /// Nothing more comes; what was held back is told.
  ///
  /// @param cut whether the model would have gone on
  public void end(boolean cut) {
    mode.end(cut);
    voice.whole();
  }

  /// Whether a thought is under way, or may be about to begin.
  public boolean thinking() {
    return mode instanceof Beginning || mode instanceof Thinking;
  }

  /// Whether a thought is under way.
  public boolean inThought() {
    return mode instanceof Thinking;
  }

  /// Whether there was a thought.
  public boolean thought() {
    return thought;
  }

  /// Whether a tool was called.
  public boolean called() {
    return called;
  }

  Held held() {
    return held;
  }

  Voice voice() {
    return voice;
  }

  Script script() {
    return speech.script();
  }

  boolean listens() {
    return !tools.isEmpty() && script().markup() != Markup.NONE;
  }

  Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  void become(Mode next) {
    mode = next;
    thought |= next instanceof Thinking;
  }

  /// Goes on in another mode with the characters that the old one could not use.
  void become(Mode next, CharSequence again) {
    mode = next;
    read(again);
  }

  /// A call begins; what was held is its tag and whatever said its name.
  ///
  /// @param id as the model says; empty: it does not
  void begin(String name, Optional<String> id) {
    held.nothing(held.length());
    voice.whole();
    called = true;
    voice.call(new Part.ToolCall(id.orElseGet(ids::next), name, ""));
  }

  /// The call is whole; what comes next is none of its.
  void ended(CharSequence again) {
    voice.whole();
    become(new Words(this, Words.After.CALL), again);
  }

  /// It was no call; the last character may be the beginning of one.
  void failed() {
    String last = held.all().substring(held.length() - 1);
    held.back();
    held.text(held.length());
    become(new Words(this, Words.After.WORDS), last);
  }

  /// How a call is read that began with this tag.
  Mode call(String tag) {
    return switch (script().markup().style()) {
      case OBJECT -> new ObjectCall(this);
      case HEADER -> new HeaderCall(this);
      case EITHER -> new EitherCall(this);
      case ELEMENTS -> new ElementCall(this, tag);
      case NONE -> throw new IllegalStateException("no calls in this markup");
    };
  }

  List<String> closes() {
    return script().signs(script().markup().closes());
  }
}
