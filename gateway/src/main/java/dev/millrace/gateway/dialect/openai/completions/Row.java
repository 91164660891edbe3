package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Echo;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A token of a text as log probabilities tell of it.
///
/// @param likely whether its log probability is known; that of a prompt's first token is not
/// @param top what else could have been
record Row(Candidate token, boolean likely, List<Candidate> top) {
  Row {
    top = List.copyOf(top);
  }

  static List<Row> of(List<TokenLogprob> tokens) {
    return tokens.stream().map(token -> new Row(token.chosen(), true, token.top())).toList();
  }

  /// The tokens of a prompt. To the first belongs what the others leave of the text.
  static List<Row> of(Echo prompt) {
    var rows = new ArrayList<Row>();
    byte[] text = prompt.text().getBytes(StandardCharsets.UTF_8);
    int others =
        prompt.logprobs().stream().mapToInt(token -> Spelling.bytes(token.chosen()).length).sum();
    byte[] first = Arrays.copyOf(text, Math.max(0, text.length - others));
    rows.add(new Row(token(first), false, List.of()));
    rows.addAll(of(prompt.logprobs()));
    return rows;
  }

  private static Candidate token(byte[] bytes) {
    var list = IntStream.range(0, bytes.length).mapToObj(at -> bytes[at] & 0xff).toList();
    return new Candidate(new String(bytes, StandardCharsets.UTF_8), list, 0);
  }
}
