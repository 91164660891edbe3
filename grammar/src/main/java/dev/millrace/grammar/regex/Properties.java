package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.text.Text;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Reads what stands behind `\p`: general categories, scripts, and some properties of Unicode.
final class Properties {
  private static final Map<String, IntPredicate> BINARY =
      Map.ofEntries(
          Map.entry("Any", _ -> true),
          Map.entry("ASCII", c -> c < 0x80),
          Map.entry("ASCII_Hex_Digit", c -> Character.digit(c, 16) >= 0 && c < 0x80),
          Map.entry("Alphabetic", Character::isAlphabetic),
          Map.entry("Alpha", Character::isAlphabetic),
          Map.entry("Lowercase", Character::isLowerCase),
          Map.entry("Lower", Character::isLowerCase),
          Map.entry("Uppercase", Character::isUpperCase),
          Map.entry("Upper", Character::isUpperCase),
          Map.entry("Ideographic", Character::isIdeographic),
          Map.entry("White_Space", Properties::isWhiteSpace),
          Map.entry("space", Properties::isWhiteSpace),
          Map.entry("ID_Start", Character::isUnicodeIdentifierStart),
          Map.entry("Assigned", Character::isDefined),
          Map.entry("Emoji", Character::isEmoji),
          Map.entry("Emoji_Presentation", Character::isEmojiPresentation),
          Map.entry("Emoji_Modifier", Character::isEmojiModifier),
          Map.entry("Emoji_Modifier_Base", Character::isEmojiModifierBase),
          Map.entry("Emoji_Component", Character::isEmojiComponent),
          Map.entry("Extended_Pictographic", Character::isExtendedPictographic));

  private final Text text;
  private final Map<String, CharacterSet> known = new HashMap<>();

  Properties(Text text) {
    this.text = text;
  }

  /// Reads `{Name}`, `{Name=Value}` or a single letter.
  CharacterSet read() {
    int start = text.position();
    String name = name(start);
    return known.computeIfAbsent(
        name,
        _ ->
            find(name)
                .orElseThrow(() ->
                    text.wrong(
                        start, "the property %s of Unicode is not supported".formatted(name))));
  }

  private String name(int start) {
    var name = new StringBuilder();
    if (!text.take("{")) {
      return name.appendCodePoint(text.next("needs {Name} behind \\p")).toString();
    }
    while (!text.take("}")) {
      name.appendCodePoint(text.next("the name of the property needs a } behind it"));
      if (name.length() > 60) {
        throw text.wrong(start, "there is no property of Unicode with so long a name");
      }
    }
    return name.toString();
  }

  private static Optional<CharacterSet> find(String name) {
    int equals = name.indexOf('=');
    String value = name.substring(equals + 1);
    return switch (name.substring(0, Math.max(equals, 0))) {
      case "gc", "General_Category" -> Category.named(value);
      case "sc", "Script" -> script(value);
      case "" -> Category.named(value).or(() -> binary(value)).or(() -> script(value));
      default -> Optional.empty();
    };
  }

  private static Optional<CharacterSet> binary(String name) {
    return Optional.ofNullable(BINARY.get(name))
        .map(property -> Members.byGroup(property::test).getOrDefault(true, CharacterSet.none()));
  }

  private static Optional<CharacterSet> script(String name) {
    try {
      var script = UnicodeScript.forName(name);
      return Optional.of(Scripts.MEMBERS.getOrDefault(script, CharacterSet.none()));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isWhiteSpace(int c) {
    return ('\t' <= c && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  /// Read only when a pattern names a script.
  private static final class Scripts {
    static final Map<UnicodeScript, CharacterSet> MEMBERS = Members.byGroup(UnicodeScript::of);

    private Scripts() {}
  }
}
