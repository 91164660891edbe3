package dev.millrace.engine.speech;

import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.llm.Constraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A markup as it comes out of one model. Where a tag is a control token, it has no text, so a sign
/// stands for it that no text has: two low surrogates in a row. Immutable.
public final class Script {
  private static final char BEGIN = '\uDFFE';
  private static final char FIRST = '\uDC00';

  private final Markup markup;
  private final String thoughtOpen;
  private final String thoughtClose;
  private final Map<String, String> signs;
  private final Map<Integer, String> byToken;

  private Script(Markup markup, String open, String close, Map<Integer, String> tokens) {
    this.markup = markup;
    this.thoughtOpen = open;
    this.thoughtClose = close;
    this.signs = new HashMap<>();
    this.byToken = new HashMap<>();
    tokens.forEach((token, tag) -> {
      String sign = BEGIN + String.valueOf((char) (FIRST + signs.size()));
      signs.put(tag, sign);
      byToken.put(token, sign);
    });
  }

  /// That of a model of which nothing is known.
  public static Script unknown() {
    return new Script(Markup.NONE, "<think>", "</think>", Map.of());
  }

  /// The script of a model.
  ///
  /// @param template its chat template, which shows its markup
  public static Script of(String template, Tokenizer tokenizer) {
    Markup markup = Markup.of(template);
    boolean brackets = template.contains("[THINK]") && !template.contains("<think>");
    String open = brackets ? "[THINK]" : "<think>";
    String close = brackets ? "[/THINK]" : "</think>";
    var tags = new ArrayList<>(List.of(open, close));
    tags.addAll(markup.opens());
    tags.addAll(markup.closes());
    tags.addAll(markup.separators());
    tags.addAll(markup.frame());
    var tokens = new HashMap<Integer, String>();
    for (var tag : tags) {
      OptionalInt token = tokenizer.id(tag);
      if (token.isPresent() && tokenizer.kind(token.getAsInt()) == Kind.CONTROL) {
        tokens.put(token.getAsInt(), tag);
      }
    }
    return new Script(markup, open, close, tokens);
  }

  Markup markup() {
    return markup;
  }

  /// The tag that begins a thought.
  public String thoughtOpen() {
    return thoughtOpen;
  }

  /// The tag that ends a thought.
  public String thoughtClose() {
    return thoughtClose;
  }

  /// What a control token is read as; empty when it says nothing.
  public String sign(int token) {
    return byToken.getOrDefault(token, "");
  }

  /// What a tag looks like in what is read.
  String sign(String tag) {
    return signs.getOrDefault(tag, tag);
  }

  List<String> signs(List<String> tags) {
    return tags.stream().map(this::sign).toList();
  }

  /// What the model has to write for a tag.
  public Constraint.Form form(String tag) {
    return signs.containsKey(tag) ? new Constraint.Marker(tag) : new Constraint.Literal(tag);
  }

  /// The text without signs of control tokens.
  static String unsigned(String text) {
    var out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      boolean paired = at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
      if (paired || !isSign(text.charAt(at))) {
        out.append(text.charAt(at));
      }
    }
    return out.toString();
  }

  /// Whether a character that follows no high surrogate belongs to a sign.
  static boolean isSign(char one) {
    return Character.isLowSurrogate(one);
  }
}
