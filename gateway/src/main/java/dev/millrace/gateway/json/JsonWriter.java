package dev.millrace.gateway.json;

import dev.millrace.llm.Json;
import java.nio.charset.StandardCharsets;

/// Writes JSON piece by piece into one growing text, without a tree: cheap enough for every event
/// of a stream. The caller keeps objects and arrays balanced. Not thread-safe.
public final class JsonWriter {
  private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

  private final StringBuilder out;

  public JsonWriter() {
    this.out = new StringBuilder(256);
  }

  /// Goes on after text that has been written before, such as the members that all records of a
  /// stream share.
  public JsonWriter(String begun) {
    this.out = new StringBuilder(begun.length() + 256).append(begun);
  }

  /// The JSON of a value.
  public static String text(Json json) {
    return new JsonWriter().value(json).text();
  }

  /// What has been written.
  public String text() {
    return out.toString();
  }

  /// What has been written, as UTF-8.
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /// Begins an object as an element, or as the whole.
  public JsonWriter object() {
    separate();
    out.append('{');
    return this;
  }

  /// Begins an object as a member.
  public JsonWriter object(String name) {
    name(name);
    out.append('{');
    return this;
  }

  /// Ends the innermost object.
  public JsonWriter endObject() {
    out.append('}');
    return this;
  }

  /// Begins an array as an element, or as the whole.
  public JsonWriter array() {
    separate();
    out.append('[');
    return this;
  }

  /// Begins an array as a member.
  public JsonWriter array(String name) {
    name(name);
    out.append('[');
    return this;
  }

  /// Ends the innermost array.
  public JsonWriter endArray() {
    out.append(']');
    return this;
  }

  /// A string as a member.
  public JsonWriter field(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /// A whole number as a member.
  public JsonWriter field(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /// A number as a member.
  ///
  /// @throws IllegalArgumentException if it is not finite, as JSON has no word for that
  public JsonWriter field(String name, double value) {
    name(name);
    number(value);
    return this;
  }

  /// `true` or `false` as a member.
  public JsonWriter field(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /// Any value as a member.
  public JsonWriter field(String name, Json value) {
    name(name);
    write(value);
    return this;
  }

  /// `null` as a member.
  public JsonWriter nothing(String name) {
    name(name);
    out.append("null");
    return this;
  }

  /// A string as an element.
  public JsonWriter value(String value) {
    separate();
    quote(value);
    return this;
  }

  /// A whole number as an element.
  public JsonWriter value(long value) {
    separate();
    out.append(value);
    return this;
  }

  /// A number as an element.
  ///
  /// @throws IllegalArgumentException if it is not finite, as JSON has no word for that
  public JsonWriter value(double value) {
    separate();
    number(value);
    return this;
  }

  /// A number of single precision as an element, with no more digits than tell it apart.
  ///
  /// @throws IllegalArgumentException if it is not finite, as JSON has no word for that
  public JsonWriter value(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("a number is " + value);
    }
    separate();
    out.append(value);
    return this;
  }

  /// `null` as an element.
  public JsonWriter nothing() {
    separate();
    out.append("null");
    return this;
  }

  /// Any value as an element, or as the whole.
  public JsonWriter value(Json value) {
    separate();
    write(value);
    return this;
  }

  private void write(Json json) {
    switch (json) {
      case Json.Fields(var values) -> {
        out.append('{');
        values.forEach(this::field);
        out.append('}');
      }
      case Json.Items(var values) -> {
        out.append('[');
        values.forEach(this::value);
        out.append(']');
      }
      case Json.Text(var text) -> quote(text);
      case Json.Numeral(var number) -> out.append(number);
      case Json.Bool(var bool) -> out.append(bool);
      case Json.Null _ -> out.append("null");
    }
  }

  private void number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number is " + value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
  }

  private void name(String name) {
    separate();
    quote(name);
    out.append(':');
  }

  /// A comma, unless this is the first in its container. No string can end in these characters,
  /// since all end in a quote.
  private void separate() {
    if (out.isEmpty()) {
      return;
    }
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[' && last != ':') {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    int written = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit >= ' ' && unit != '"' && unit != '\\') {
        continue;
      }
      out.append(text, written, at);
      escape(unit);
      written = at + 1;
    }
    out.append(text, written, text.length()).append('"');
  }

  private void escape(char unit) {
    switch (unit) {
      case '"', '\\' -> out.append('\\').append(unit);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u00").append(HEXADECIMAL[unit >> 4]).append(HEXADECIMAL[unit & 15]);
    }
  }
}
