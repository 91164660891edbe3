package dev.millrace.engine.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens that stand for themselves in a text and are never cut or merged: control and user-defined ones.
final class SpecialTokens {
  /// Where a special token is in a text.
  record Place(int start, int end, int id) {}

  private record Special(String text, int id) {}

  /// By first character, longest first, so that the longest token wins where several begin at one place.
  private final Map<Character, List<Special>> byFirst = new HashMap<>();

  SpecialTokens(List<String> tokens, List<Kind> kinds) {
    for (int id = 0; id < tokens.size(); id++) {
      var special = kinds.get(id) == Kind.CONTROL || kinds.get(id) == Kind.USER_DEFINED;
      if (special && !tokens.get(id).isEmpty()) {
        byFirst
            .computeIfAbsent(tokens.get(id).charAt(0), _ -> new ArrayList<>())
            .add(new Special(tokens.get(id), id));
      }
    }
    byFirst
        .values()
        .forEach(
            list -> list.sort(Comparator.comparingInt((Special s) -> s.text.length()).reversed()));
  }

  /// Every special token of `text`, leftmost first.
  List<Place> in(String text) {
    var places = new ArrayList<Place>();
    int at = 0;
    while (at < text.length()) {
      var place = at(text, at);
      at = place.end > at ? place.end : at + 1;
      if (place.end > place.start) {
        places.add(place);
      }
    }
    return places;
  }

  private Place at(String text, int start) {
    for (var special : byFirst.getOrDefault(text.charAt(start), List.of())) {
      if (text.startsWith(special.text, start)) {
        return new Place(start, start + special.text.length(), special.id);
      }
    }
    return new Place(start, start, -1);
  }
}
