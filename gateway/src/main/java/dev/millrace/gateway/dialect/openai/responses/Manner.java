package dev.millrace.gateway.dialect.openai.responses;

/// How the growing text of an item is told on a stream.
///
/// It is in a part of its item, whose coming and going is told, too; but for what tools are given,
/// which is the item's own.
enum Manner {
  TEXT("response.content_part", "response.output_text", "content_index", "text"),
  REFUSAL("response.content_part", "response.refusal", "content_index", "refusal"),
  THOUGHT("response.content_part", "response.reasoning_text", "content_index", "text"),
  SUMMARY(
      "response.reasoning_summary_part",
      "response.reasoning_summary_text",
      "summary_index",
      "text"),
  ARGUMENTS("", "response.function_call_arguments", "", "arguments"),
  INPUT("", "response.custom_tool_call_input", "", "input"),
  /// There is none.
  NOTHING("", "", "", "");

  private final String part;
  private final String text;
  private final String index;
  private final String member;

  Manner(String part, String text, String index, String member) {
    this.part = part;
    this.text = text;
    this.index = index;
    this.member = member;
  }

  boolean hasPart() {
    return !part.isEmpty();
  }

  /// How the names of the events of the part begin.
  String part() {
    return part;
  }

  /// How the names of the events of the text begin.
  String text() {
    return text;
  }

  /// The member that says which part of the item it is.
  String index() {
    return index;
  }

  /// The member that has all of the text in the end.
  String member() {
    return member;
  }
}
