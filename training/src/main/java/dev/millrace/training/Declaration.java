package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;

/// A declared tool, written as JSON the way clients do: with or without descriptions, and in more than one key order.
///
/// @param name the function's name
/// @param description what it does
/// @param parameters names of its texts, in order
/// @param extras further properties that are not required, each `"name": {schema}`
record Declaration(String name, String description, List<String> parameters, List<String> extras) {
  String json(Chance chance) {
    var properties = new ArrayList<String>();
    for (var parameter : parameters) {
      properties.add("\"" + parameter + "\": " + schema(parameter, chance));
    }
    properties.addAll(extras);
    var required = new ArrayList<String>();
    parameters.forEach(parameter -> required.add("\"" + parameter + "\""));
    var schema = new ArrayList<String>();
    schema.add("\"type\": \"object\"");
    schema.add("\"properties\": {" + String.join(", ", properties) + "}");
    if (chance.odds(0.85)) {
      schema.add(chance.odds(0.1) ? 1 : 2, "\"required\": [" + String.join(", ", required) + "]");
    }
    if (chance.odds(0.15)) {
      schema.add("\"additionalProperties\": false");
    }
    return function("{" + String.join(", ", schema) + "}", chance);
  }

  private String function(String schema, Chance chance) {
    var parts = new ArrayList<String>();
    parts.add("\"name\": \"" + name + "\"");
    if (chance.odds(0.85)) {
      parts.add("\"description\": \"" + description + "\"");
    }
    parts.add("\"parameters\": " + schema);
    if (chance.odds(0.1)) {
      parts.add("\"strict\": true");
    }
    return "{\"type\": \"function\", \"function\": {" + String.join(", ", parts) + "}}";
  }

  private static String schema(String parameter, Chance chance) {
    return switch (chance.below(4)) {
      case 0, 1 -> "{\"type\": \"string\"}";
      case 2 -> "{\"type\": \"string\", \"description\": \"The " + parameter + "\"}";
      default ->
          "{\"type\": \"string\", \"description\": \""
              + chance.pick(
                  "City and country, e.g. Paris, France",
                  "The city and state, e.g. San Francisco, CA",
                  "The value to use",
                  "Name of the " + parameter,
                  "City name",
                  "Required")
              + "\"}";
    };
  }
}
