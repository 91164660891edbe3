package dev.millrace.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the model gets right of things it was not trained on. An answer counts when it would come out whole and exact
/// at temperature 0, which is so exactly when every token of it is the model's favourite after those before.
final class Evaluation {
  /// @param wrong the conversations it got wrong, as request and what was favoured
  record Score(int right, int total, List<String> wrong) {
    double share() {
      return (double) right / total;
    }
  }

  private final Encoder encoder;
  private final Map<String, List<Conversation>> sets;

  Evaluation(Corpus corpus, Encoder encoder) {
    this.encoder = encoder;
    this.sets = new HeldOut(corpus).sets();
  }

  Map<String, Score> measure(Pass pass) {
    var scores = new LinkedHashMap<String, Score>();
    sets.forEach((name, conversations) -> scores.put(name, score(conversations, pass)));
    return scores;
  }

  private Score score(List<Conversation> conversations, Pass pass) {
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (var group : groups(conversations, pass.capacity())) {
      var rows = group.stream().map(encoder::encode).toList();
      var batch = Encoder.batch(rows);
      var best = pass.measure(batch).best();
      int at = 0;
      for (int i = 0; i < rows.size(); i++) {
        int from = at;
        at += rows.get(i).scored().length;
        if (IntStream.range(from, at).allMatch(j -> best[j] == batch.expected()[j])) {
          right++;
          continue;
        }
        wrong.add(
            request(group.get(i))
                + " -> "
                + encoder.tokenizer().decode(Arrays.copyOfRange(best, from, at)));
      }
    }
    return new Score(right, conversations.size(), wrong);
  }

  private List<List<Conversation>> groups(List<Conversation> conversations, int capacity) {
    List<List<Conversation>> groups = new ArrayList<>();
    int size = capacity;
    for (var conversation : conversations) {
      int length = encoder.encode(conversation).tokens().length;
      if (size + length > capacity) {
        groups.add(new ArrayList<>());
        size = 0;
      }
      groups.getLast().add(conversation);
      size += length;
    }
    return groups;
  }

  private static String request(Conversation conversation) {
    return conversation.messages().stream()
        .map(message ->
            switch (message) {
              case Message.User(var text) -> text;
              case Message.Result(var text) -> text;
              case Message.Answer _ -> "|";
              case Message.Calls _ -> "||";
            })
        .collect(Collectors.joining(" "));
  }
}
