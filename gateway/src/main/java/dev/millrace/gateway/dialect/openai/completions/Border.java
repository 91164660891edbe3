package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.completions.ColumnsReader.Column;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/// Finds where a prompt that a provider repeats ends and its answer begins. That of a text is where
/// the text ends; that of tokens is known from their log probabilities. Not thread-safe.
final class Border {
  private final String provider;
  private final Prompt prompt;
  private final StringBuilder text = new StringBuilder();
  private final List<Column> rows = new ArrayList<>();

  Border(String provider, Prompt prompt) {
    this.provider = provider;
    this.prompt = prompt;
  }

  /// Text, and log probabilities of its tokens.
  record Said(String text, List<Column> rows) {
    Said {
      rows = List.copyOf(rows);
    }
  }

  void take(String more, List<Column> columns) {
    text.append(more);
    rows.addAll(columns);
  }

  /// Whether all of the prompt has come.
  boolean passed() {
    return switch (prompt) {
      case Prompt.Text(var words) -> text.length() >= words.length();
      case Prompt.Tokens(var ids) -> rows.size() > ids.size();
      case Prompt.Conversation _ -> true;
    };
  }

  /// What has come of the answer.
  ///
  /// @throws Refused if the prompt was not repeated
  Said rest() {
    return new Said(text.substring(end()), rows.subList(count(), rows.size()));
  }

  /// The prompt.
  ///
  /// @param ids its tokens as the provider told them, which may be none
  Echo echo(List<Integer> ids, Echoing echoing) {
    List<TokenLogprob> likely =
        echoing.asked() && echoing.likely()
            ? rows.subList(0, count()).stream().skip(1).map(Column::known).toList()
            : List.of();
    return switch (prompt) {
      case Prompt.Text(var words) -> new Echo(words, ids, likely);
      case Prompt.Tokens(var tokens) ->
          new Echo(echoing.asked() ? text.substring(0, end()) : "", tokens, likely);
      case Prompt.Conversation _ -> new Echo("", ids, likely);
    };
  }

  private int end() {
    return switch (prompt) {
      case Prompt.Text(var words) -> {
        if (!text.toString().startsWith(words)) {
          throw silent();
        }
        yield words.length();
      }
      case Prompt.Tokens _ -> {
        int count = count();
        yield count == rows.size() ? text.length() : at(rows.get(count).offset());
      }
      case Prompt.Conversation _ -> 0;
    };
  }

  /// Offsets are in characters.
  private int at(int offset) {
    int most = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.min(offset, most));
  }

  /// How many rows are the prompt's.
  private int count() {
    return switch (prompt) {
      case Prompt.Text(var words) -> {
        int border = words.codePointCount(0, words.length());
        yield (int) rows.stream().filter(row -> row.offset() < border).count();
      }
      case Prompt.Tokens(var ids) -> {
        if (rows.size() < ids.size()) {
          throw silent();
        }
        yield ids.size();
      }
      case Prompt.Conversation _ -> 0;
    };
  }

  private Refused silent() {
    return new Refused(
        new Failure.Truncated(provider, "its answer does not begin with the prompt"));
  }
}
