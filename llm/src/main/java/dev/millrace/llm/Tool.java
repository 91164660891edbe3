package dev.millrace.llm;

/// A function that the model may ask to have called. `parameters` is its JSON Schema.
public record Tool(String name, String description, Json.Fields parameters) {}
