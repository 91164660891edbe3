package dev.millrace.gateway.route.check;

import dev.millrace.grammar.Language;
import dev.millrace.grammar.Matcher;
import dev.millrace.llm.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the text of one answer as it grows, and tells how much of it obeys. Blanks around an answer
/// are passed over unless they are part of it, and so is a code fence around JSON. Not thread-safe.
final class Reading {
  /// Any JSON, with any blanks.
  private static final Language JSON =
      Language.of(
          new Constraint.Grammar(
              """
              root ::= blank value blank
              value ::= object | array | string | number | "true" | "false" | "null"
              object ::= "{" blank ( member ( "," blank member )* )? "}"
              member ::= string blank ":" blank value blank
              array ::= "[" blank ( value blank ( "," blank value blank )* )? "]"
              string ::= "\\"" ( [^"\\\\\\x00-\\x1f] | "\\\\" ( ["\\\\/bfnrt] | "u" [0-9a-fA-F]{4} ) )* "\\""
              number ::= "-"? ( "0" | [1-9] [0-9]* ) ( "." [0-9]+ )? ( [eE] [-+]? [0-9]+ )?
              blank ::= [ \\t\\n\\r]*
              """));

  private static final String FENCE = "```";
  private static final int EXCERPT = 40;

  private final Bond bond;
  private final Matcher matcher;
  private final Matcher loose = JSON.matcher();
  private final boolean forgiving;
  private final StringBuilder said = new StringBuilder();
  private final StringBuilder gathered = new StringBuilder();
  private Stage stage = Stage.BEFORE;
  private String fence = "";
  private String carried = "";
  private String owed = "";
  private String instead = "";

  private enum Stage {
    BEFORE,
    OPENING,
    WITHIN,
    AFTER,
    /// JSON that is spelt in another way.
    LOOSE,
    BROKEN
  }

  /// @param forgiving whether JSON may be spelt in another way, to be respelled when it is whole
  Reading(Bond bond, boolean forgiving) {
    this.bond = bond;
    this.matcher = bond.language().matcher();
    this.forgiving = forgiving && bond.isJson();
  }

  /// One that goes on after what was said, whose blanks at the end may be said again.
  ///
  /// @param said begins a text of the form
  static Reading after(Bond bond, boolean forgiving, String said) {
    var reading = new Reading(bond, forgiving);
    reading.read(said);
    reading.stage = Stage.WITHIN;
    reading.owed = said.substring(said.stripTrailing().length());
    return reading;
  }

  /// What of a piece of text obeys and belongs to the answer. After something else has come nothing
  /// does.
  String read(String piece) {
    String text = carried + piece;
    carried = "";
    if (!owed.isEmpty() && !text.isEmpty()) {
      text = text.startsWith(owed) ? text.substring(owed.length()) : text;
      owed = "";
    }
    if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      carried = text.substring(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    if (stage == Stage.WITHIN && matcher.accept(bytes(text))) {
      keep(text);
      return text;
    }
    int before = said.length();
    text.codePoints().forEach(one -> step(Character.toString(one)));
    return said.substring(before);
  }

  /// Whether something came that must not.
  boolean broken() {
    return stage == Stage.BROKEN;
  }

  /// Whether what was read is all of an answer, or can be made so.
  boolean complete() {
    return stage != Stage.BROKEN && (stage == Stage.LOOSE || matcher.complete());
  }

  /// The answer as it is to be told; absent if it is no answer.
  Optional<String> whole() {
    return switch (stage) {
      case BROKEN -> Optional.empty();
      case LOOSE -> bond.respelled(gathered.toString());
      case BEFORE, OPENING, WITHIN, AFTER ->
          matcher.complete() ? Optional.of(said.toString()) : Optional.empty();
    };
  }

  /// Whether the text was spelt in another way, so that nothing of it can be told before its end.
  boolean loose() {
    return stage == Stage.LOOSE;
  }

  /// All that was read of JSON that is spelt in another way.
  String gathered() {
    return gathered.toString();
  }

  /// All that was read and obeys.
  String said() {
    return said.toString();
  }

  /// What must come next in any case, which has been read then.
  String forced() {
    var forced = matcher.forced();
    String text = new String(forced, StandardCharsets.UTF_8);
    if (text.isEmpty() || text.contains("\uFFFD") || !matcher.accept(forced)) {
      return "";
    }
    keep(text);
    stage = Stage.WITHIN;
    return text;
  }

  /// What is wrong, for people: what came after what.
  String complaint() {
    if (stage == Stage.LOOSE) {
      return "it is JSON, but of another form";
    }
    int from = Math.max(0, said.length() - EXCERPT);
    String end = said.substring(from);
    String after = end.isEmpty() ? "" : " after `" + end + "`";
    return instead.isEmpty() ? "it ended too early" + after : "`" + instead + "` came" + after;
  }

  private void step(String one) {
    switch (stage) {
      case BEFORE -> before(one);
      case OPENING -> opening(one);
      case WITHIN -> within(one);
      case AFTER -> after(one);
      case LOOSE -> loosely(one);
      case BROKEN -> instead = instead.length() < EXCERPT ? instead + one : instead;
    }
  }

  private void before(String one) {
    if (fence.isEmpty() && matcher.accept(bytes(one))) {
      stage = Stage.WITHIN;
      keep(one);
    } else if (bond.isJson() && one.equals("`") && fence.length() < FENCE.length()) {
      fence += one;
      stage = fence.equals(FENCE) ? Stage.OPENING : Stage.BEFORE;
    } else if (!one.isBlank() || !fence.isEmpty()) {
      astray(one);
    }
  }

  private void opening(String one) {
    if (Character.isLetterOrDigit(one.codePointAt(0)) || (one.isBlank() && !one.equals("\n"))) {
      return;
    }
    stage = Stage.WITHIN;
    if (!one.isBlank()) {
      within(one);
    }
  }

  private void within(String one) {
    if (matcher.accept(bytes(one))) {
      keep(one);
    } else if (said.isEmpty() && one.isBlank()) {
      return;
    } else if (matcher.complete() && (one.isBlank() || closes(one))) {
      stage = Stage.AFTER;
      after(one);
    } else {
      astray(one);
    }
  }

  private boolean closes(String one) {
    return fence.equals(FENCE) && one.equals("`");
  }

  private void after(String one) {
    if (!one.isBlank() && !closes(one)) {
      astray(one);
    }
  }

  private void astray(String one) {
    boolean could = forgiving && stage != Stage.AFTER && loose.accept(bytes(gathered + one));
    if (could) {
      stage = Stage.LOOSE;
      gathered.append(one);
      return;
    }
    stage = Stage.BROKEN;
    instead = one;
  }

  private void loosely(String one) {
    if (loose.accept(bytes(one))) {
      gathered.append(one);
    } else if (!(loose.complete() && closes(one))) {
      stage = Stage.BROKEN;
      instead = one;
    }
  }

  private void keep(String text) {
    said.append(text);
    gathered.append(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
