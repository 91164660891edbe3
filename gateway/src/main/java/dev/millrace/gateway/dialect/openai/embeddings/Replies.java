package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Embedder.Vector;
import dev.millrace.llm.Embedder.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// The body for a client.
  ///
  /// @param model as the client named it
  public static byte[] write(Vectors vectors, String model, Encoding encoding) {
    var json = new JsonWriter().object().field("object", "list").array("data");
    int index = 0;
    for (var vector : vectors.values()) {
      json.object().field("object", "embedding").field("index", index++);
      write(vector, encoding, json);
      json.endObject();
    }
    return json.endArray()
        .field("model", model)
        .object("usage")
        .field("prompt_tokens", vectors.usage().input())
        .field("total_tokens", vectors.usage().total())
        .endObject()
        .endObject()
        .bytes();
  }

  private static void write(Vector vector, Encoding encoding, JsonWriter json) {
    switch (encoding) {
      case FLOAT -> {
        json.array("embedding");
        vector.numbers().forEach(json::value);
        json.endArray();
      }
      case BASE64 -> json.field("embedding", base64(vector));
    }
  }

  private static String base64(Vector vector) {
    var numbers = vector.numbers();
    var bytes = ByteBuffer.allocate(Float.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(bytes::putFloat);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
