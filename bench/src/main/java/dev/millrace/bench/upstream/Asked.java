package dev.millrace.bench.upstream;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What of a chat request decides the answer.
record Asked(String model, boolean stream) {
  /// Reads a request's body.
  ///
  /// @throws tools.jackson.core.JacksonException when it is not JSON
  static Asked read(JsonFactory factory, byte[] body) {
    var model = "";
    boolean stream = false;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (name.equals("model")) {
          model = parser.getString();
        } else if (name.equals("stream")) {
          stream = value == JsonToken.VALUE_TRUE;
        }
        parser.skipChildren();
      }
    }
    return new Asked(model, stream);
  }
}
