package dev.millrace.clients.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import dev.millrace.clients.house.House;
import java.util.List;
import java.util.Map;

/// The official client and what the tests say to it.
final class Clients {
  static final FunctionDefinition WEATHER =
      FunctionDefinition.builder()
          .name("get_weather")
          .description("Get weather information")
          .parameters(
              FunctionParameters.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                  .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                  .build())
          .build();

  private Clients() {}

  /// One that does not try again.
  static OpenAIClient of(House house, String base) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(house.uri(base).toString())
        .apiKey(House.KEY)
        .maxRetries(0)
        .timeout(House.PATIENCE)
        .build();
  }
}
