package dev.millrace.clients.spring;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import dev.millrace.clients.house.House;
import java.util.List;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;

/// A surface of the gateway as Spring AI sees it.
enum Surface {
  CHAT_COMPLETIONS {
    @Override
    ChatModel model(House house, String key, String model, List<ToolCallback> tools) {
      var options =
          OpenAiChatOptions.builder()
              .baseUrl(house.uri("/v1").toString())
              .apiKey(key)
              .model(model)
              .temperature(0.0)
              .maxRetries(0)
              .timeout(House.PATIENCE)
              .toolCallbacks(tools)
              .streamUsage(true)
              .build();
      return OpenAiChatModel.builder().options(options).build();
    }
  },

  // Its own way to make a client goes to the vendor whatever the base URL is. (2.0.1)
  MESSAGES {
    @Override
    ChatModel model(House house, String key, String model, List<ToolCallback> tools) {
      var options =
          AnthropicChatOptions.builder()
              .model(model)
              .temperature(0.0)
              .maxTokens(64)
              .toolCallbacks(tools)
              .build();
      var client =
          AnthropicOkHttpClient.builder()
              .baseUrl(house.uri("").toString())
              .apiKey(key)
              .maxRetries(0)
              .timeout(House.PATIENCE)
              .build();
      return AnthropicChatModel.builder()
          .options(options)
          .anthropicClient(client)
          .anthropicClientAsync(client.async())
          .build();
    }
  };

  abstract ChatModel model(House house, String key, String model, List<ToolCallback> tools);
}
