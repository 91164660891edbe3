package dev.millrace.grammar.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/// The formats of strings as patterns.
///
/// They are narrower than their definitions where validators differ: a second is never 60, an email
/// has a plain local part and a domain with a dot, a long host name has short labels,
/// and a pattern is one that every dialect reads.
final class FormatPatterns {
  private static final String HOUR = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
  private static final String TIME = HOUR + ":[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]" + HOUR + ")";
  private static final String LEAP_YEAR =
      "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
  private static final String DATE =
      "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
          + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
          + "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
          + "|"
          + LEAP_YEAR
          + "-02-29)";

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String SHORT_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,28}[A-Za-z0-9])?";
  private static final String HOSTNAME =
      "(?:%s(?:\\.%s){0,2}|%s(?:\\.%s){3,7})".formatted(LABEL, LABEL, SHORT_LABEL, SHORT_LABEL);
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
  private static final String EMAIL =
      "(?=[^@]{1,64}@)"
          + ATOM
          + "+(?:\\."
          + ATOM
          + "+)*@(?:"
          + SHORT_LABEL
          + "\\.){1,6}[A-Za-z]{2,24}";

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
  private static final String IPV6 = ipv6("[0-9a-fA-F]{1,4}");

  private static final String UNRESERVED = "A-Za-z0-9._~!$&'()*+,;=\\-";
  private static final String CODE = "%[0-9A-Fa-f]{2}";
  private static final String SEGMENT_CHARACTER = "(?:[" + UNRESERVED + ":@]|" + CODE + ")";
  private static final String SEGMENTS = "(?:/" + SEGMENT_CHARACTER + "*)";
  private static final String HOST_CHARACTER = "(?:[" + UNRESERVED + "]|" + CODE + ")";
  private static final String AUTHORITY =
      "(?:(?:["
          + UNRESERVED
          + ":]|"
          + CODE
          + ")*@)?(?:\\["
          + IPV6
          + "\\]|"
          + HOST_CHARACTER
          + "+)(?::[0-9]{1,5})?";
  private static final String BEHIND_PATH =
      "(?:\\?(?:" + SEGMENT_CHARACTER + "|[/?])*)?(?:#(?:" + SEGMENT_CHARACTER + "|[/?])*)?";
  private static final String ROOTED =
      "//"
          + AUTHORITY
          + SEGMENTS
          + "*|//"
          + SEGMENTS
          + "+|/(?:"
          + SEGMENT_CHARACTER
          + "+"
          + SEGMENTS
          + "*)?";
  private static final String URI =
      "[A-Za-z][A-Za-z0-9+.-]*:(?:"
          + ROOTED
          + "|"
          + SEGMENT_CHARACTER
          + "+"
          + SEGMENTS
          + "*)"
          + BEHIND_PATH;
  private static final String RELATIVE =
      "(?:"
          + ROOTED
          + "|"
          + "(?:["
          + UNRESERVED
          + "@]|"
          + CODE
          + ")"
          + "+"
          + SEGMENTS
          + "*|)"
          + BEHIND_PATH;

  private FormatPatterns() {}

  static Map<String, String> all() {
    var patterns = new LinkedHashMap<String, String>();
    patterns.put("date", DATE);
    patterns.put("time", TIME);
    patterns.put("date-time", DATE + "T" + TIME);
    patterns.put("duration", duration());
    patterns.put("email", EMAIL);
    patterns.put("hostname", HOSTNAME);
    patterns.put("ipv4", IPV4);
    patterns.put("ipv6", IPV6);
    patterns.put("uri", URI);
    patterns.put("uri-reference", "(?:" + URI + "|" + RELATIVE + ")");
    patterns.put("uuid", "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    patterns.put("json-pointer", "(?:/(?:[^~/]|~[01])*)*");
    patterns.put("regex", pattern());
    patterns.put("byte", "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    return patterns;
  }

  /// Patterns that every dialect reads: characters, classes and groups one deep, repeated.
  private static String pattern() {
    var atom =
        "(?:[A-Za-z0-9 _/:;,=<>@#%&~!\"'-]|\\.|\\\\[dwsDWS.*+?()|^$/\\\\\\[\\]{}]"
            + "|\\[\\^?(?:a-z|A-Z|0-9|[A-Za-z0-9_ .:/]|\\\\[dws.\\\\/-])+\\])";
    var repeated = atom + "(?:[*+?]|\\{[1-9]\\})?";
    var group = "\\((?:\\?:)?(?:" + repeated + ")*(?:\\|(?:" + repeated + ")*)*\\)[*+?]?";
    return "\\^?(?:" + repeated + "|" + group + ")*\\$?";
  }

  private static String ipv6(String group) {
    var text = new StringBuilder("(?:(?:%s:){7}%s|(?:%s:){1,7}:".formatted(group, group, group));
    for (int left = 6; left >= 1; left--) {
      text.append("|(?:%s:){1,%d}(?::%s){1,%d}".formatted(group, left, group, 7 - left));
    }
    return text.append("|:(?:(?::%s){1,7}|:))".formatted(group)).toString();
  }

  private static String duration() {
    var days = "[0-9]+D";
    var date = "(?:[0-9]+Y(?:[0-9]+M(?:%s)?)?|[0-9]+M(?:%s)?|%s)".formatted(days, days, days);
    var seconds = "[0-9]+S";
    var time =
        "T(?:[0-9]+H(?:[0-9]+M(?:%s)?)?|[0-9]+M(?:%s)?|%s)".formatted(seconds, seconds, seconds);
    return "P(?:[0-9]+W|%s(?:%s)?|%s)".formatted(date, time, time);
  }
}
