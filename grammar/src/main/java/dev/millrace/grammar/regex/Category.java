package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The general categories of Unicode, under their long names.
enum Category {
  UPPERCASE_LETTER("Lu", Character.UPPERCASE_LETTER),
  LOWERCASE_LETTER("Ll", Character.LOWERCASE_LETTER),
  TITLECASE_LETTER("Lt", Character.TITLECASE_LETTER),
  MODIFIER_LETTER("Lm", Character.MODIFIER_LETTER),
  OTHER_LETTER("Lo", Character.OTHER_LETTER),
  NONSPACING_MARK("Mn", Character.NON_SPACING_MARK),
  ENCLOSING_MARK("Me", Character.ENCLOSING_MARK),
  SPACING_MARK("Mc", Character.COMBINING_SPACING_MARK),
  DECIMAL_NUMBER("Nd", Character.DECIMAL_DIGIT_NUMBER),
  LETTER_NUMBER("Nl", Character.LETTER_NUMBER),
  OTHER_NUMBER("No", Character.OTHER_NUMBER),
  SPACE_SEPARATOR("Zs", Character.SPACE_SEPARATOR),
  LINE_SEPARATOR("Zl", Character.LINE_SEPARATOR),
  PARAGRAPH_SEPARATOR("Zp", Character.PARAGRAPH_SEPARATOR),
  CONTROL("Cc", Character.CONTROL),
  FORMAT("Cf", Character.FORMAT),
  PRIVATE_USE("Co", Character.PRIVATE_USE),
  SURROGATE("Cs", Character.SURROGATE),
  UNASSIGNED("Cn", Character.UNASSIGNED),
  DASH_PUNCTUATION("Pd", Character.DASH_PUNCTUATION),
  OPEN_PUNCTUATION("Ps", Character.START_PUNCTUATION),
  CLOSE_PUNCTUATION("Pe", Character.END_PUNCTUATION),
  CONNECTOR_PUNCTUATION("Pc", Character.CONNECTOR_PUNCTUATION),
  OTHER_PUNCTUATION("Po", Character.OTHER_PUNCTUATION),
  INITIAL_PUNCTUATION("Pi", Character.INITIAL_QUOTE_PUNCTUATION),
  FINAL_PUNCTUATION("Pf", Character.FINAL_QUOTE_PUNCTUATION),
  MATH_SYMBOL("Sm", Character.MATH_SYMBOL),
  CURRENCY_SYMBOL("Sc", Character.CURRENCY_SYMBOL),
  MODIFIER_SYMBOL("Sk", Character.MODIFIER_SYMBOL),
  OTHER_SYMBOL("So", Character.OTHER_SYMBOL);

  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("letter", "L"),
          Map.entry("mark", "M"),
          Map.entry("combining_mark", "M"),
          Map.entry("number", "N"),
          Map.entry("punctuation", "P"),
          Map.entry("punct", "P"),
          Map.entry("symbol", "S"),
          Map.entry("separator", "Z"),
          Map.entry("other", "C"));

  private static final Map<Byte, CharacterSet> MEMBERS =
      Members.byGroup(c -> (byte) Character.getType(c));

  private final String code;
  private final byte type;

  Category(String code, byte type) {
    this.code = code;
    this.type = type;
  }

  /// The characters of a category, or of a group of categories as `L`; names as in Unicode, in any
  /// case.
  static Optional<CharacterSet> named(String name) {
    if (name.equals("LC") || name.equals("Cased_Letter")) {
      return Optional.of(all(List.of(UPPERCASE_LETTER, LOWERCASE_LETTER, TITLECASE_LETTER)));
    }
    String code = GROUPS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    List<Category> named =
        Arrays.stream(values())
            .filter(one ->
                one.name().equalsIgnoreCase(name)
                    || one.code.equals(code)
                    || (code.length() == 1 && one.code.startsWith(code)))
            .toList();
    return named.isEmpty() ? Optional.empty() : Optional.of(all(named));
  }

  private static CharacterSet all(List<Category> categories) {
    return new CharacterSet(
        categories.stream()
            .flatMap(one -> MEMBERS.getOrDefault(one.type, CharacterSet.none()).ranges().stream())
            .toList());
  }
}
