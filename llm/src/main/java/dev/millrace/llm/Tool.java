package dev.millrace.llm;

/// A function that the model may ask to have called.
///
/// @param parameters the JSON Schema of its arguments
/// @param strict whether arguments that break the schema must not come
public record Tool(String name, String description, Json.Fields parameters, boolean strict) {
  /// A tool whose schema is a wish.
  public Tool(String name, String description, Json.Fields parameters) {
    this(name, description, parameters, false);
  }
}
