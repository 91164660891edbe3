package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads log probabilities as this dialect has them: in columns. `bytes` are another Millrace's.
final class ColumnsReader {
  private static final Range ANY = new Range(-1e9, 1e9);
  private static final int MOST = Integer.MAX_VALUE;

  private ColumnsReader() {}

  /// A token.
  ///
  /// @param offset where in the text it stands, in characters
  /// @param logprob absent of the first token of a prompt
  record Column(
      String token, List<Integer> bytes, int offset, OptionalDouble logprob, List<Candidate> top) {
    Column {
      bytes = List.copyOf(bytes);
      top = List.copyOf(top);
    }

    /// The same for those who take it that it is known how likely it was.
    TokenLogprob known() {
      return new TokenLogprob(new Candidate(token, bytes, logprob.orElse(0)), top);
    }
  }

  /// @param logprobs the member of a choice
  static List<Column> read(Optional<Value> logprobs) {
    var members = logprobs.filter(given -> given.json() instanceof Json.Fields).map(Value::object);
    if (members.isEmpty()) {
      return List.of();
    }
    var tokens = members.get().find("tokens").map(Value::items).orElse(List.of());
    var likely = members.get().find("token_logprobs").map(Value::items).orElse(List.of());
    var tops = members.get().find("top_logprobs").map(Value::items).orElse(List.of());
    var offsets = members.get().find("text_offset").map(Value::items).orElse(List.of());
    var columns = new ArrayList<Column>();
    int passed = 0;
    for (int at = 0; at < tokens.size(); at++) {
      String token = tokens.get(at).text();
      int offset = at < offsets.size() ? (int) offsets.get(at).wholeNumber(0, MOST) : passed;
      passed = offset + token.codePointCount(0, token.length());
      columns.add(
          new Column(
              Spelled.text(token),
              Spelled.bytes(token),
              offset,
              at < likely.size() ? number(likely.get(at)) : OptionalDouble.empty(),
              at < tops.size() ? top(tops.get(at)) : List.of()));
    }
    return columns;
  }

  private static OptionalDouble number(Value given) {
    return given.json() instanceof Json.Null
        ? OptionalDouble.empty()
        : OptionalDouble.of(given.number(ANY));
  }

  private static List<Candidate> top(Value given) {
    if (!(given.json() instanceof Json.Fields(Map<String, Json> tokens))) {
      return List.of();
    }
    return tokens.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Json.Numeral)
        .map(entry ->
            new Candidate(
                Spelled.text(entry.getKey()),
                Spelled.bytes(entry.getKey()),
                ((Json.Numeral) entry.getValue()).value().doubleValue()))
        .sorted(Comparator.comparingDouble(Candidate::logprob).reversed())
        .toList();
  }

  /// What [Spelling] writes, read back.
  private static final class Spelled {
    private static final String ESCAPED = "bytes:";

    private Spelled() {}

    static String text(String token) {
      return token.startsWith(ESCAPED) ? "\uFFFD" : token;
    }

    /// None, where the text says it all.
    static List<Integer> bytes(String token) {
      if (!token.startsWith(ESCAPED)) {
        return List.of();
      }
      var bytes = new ArrayList<Integer>();
      int at = ESCAPED.length();
      while (at < token.length()) {
        boolean escape = token.startsWith("\\x", at) && at + 4 <= token.length();
        Optional<Integer> unit =
            escape ? hexadecimal(token.substring(at + 2, at + 4)) : Optional.empty();
        bytes.add(unit.orElse(token.charAt(at) & 0x7f));
        at += unit.isPresent() ? 4 : 1;
      }
      return bytes;
    }

    private static Optional<Integer> hexadecimal(String digits) {
      return digits.matches("[0-9a-fA-F]{2}")
          ? Optional.of(Integer.parseInt(digits, 16))
          : Optional.empty();
    }
  }
}
