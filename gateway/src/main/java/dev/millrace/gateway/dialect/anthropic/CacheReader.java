package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Part;
import java.util.Optional;

/// Reads `cache_control`: that a prompt is worth keeping up to where it stands.
///
/// @param rest is told of what cannot be honoured
record CacheReader(Rest rest) {
  private static final String USUAL = "5m";

  Optional<Part.CachePoint> read(Members members) {
    return members.find("cache_control").map(Value::object).map(this::point);
  }

  private Part.CachePoint point(Members control) {
    Value type = control.need("type");
    if (!type.text().equals("ephemeral")) {
      throw type.outside("\"ephemeral\"");
    }
    String lifetime = control.find("ttl").map(CacheReader::lifetime).orElse(USUAL);
    rest.of(control);
    return new Part.CachePoint(lifetime);
  }

  private static String lifetime(Value given) {
    return switch (given.text()) {
      case "5m", "1h" -> given.text();
      default -> throw given.outside("\"5m\" or \"1h\"");
    };
  }
}
