package dev.millrace.clients.spring;

import dev.millrace.clients.house.House;
import java.util.List;
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
  };

  abstract ChatModel model(House house, String key, String model, List<ToolCallback> tools);
}
