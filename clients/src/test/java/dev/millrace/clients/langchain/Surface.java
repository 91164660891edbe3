package dev.millrace.clients.langchain;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.millrace.clients.house.House;

/// A surface of the gateway as LangChain4j sees it.
enum Surface {
  CHAT_COMPLETIONS {
    @Override
    ChatModel whole(House house, String key, String model) {
      return OpenAiChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxCompletionTokens(64)
          .returnThinking(true)
          .maxRetries(0)
          .timeout(House.PATIENCE)
          .build();
    }

    @Override
    StreamingChatModel streaming(House house, String key, String model) {
      return OpenAiStreamingChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxCompletionTokens(64)
          .returnThinking(true)
          .timeout(House.PATIENCE)
          .build();
    }
  },

  RESPONSES {
    @Override
    ChatModel whole(House house, String key, String model) {
      return OpenAiResponsesChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxOutputTokens(64)
          .reasoningSummary("auto")
          .store(false)
          .build();
    }

    @Override
    StreamingChatModel streaming(House house, String key, String model) {
      return OpenAiResponsesStreamingChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxOutputTokens(64)
          .reasoningSummary("auto")
          .store(false)
          .build();
    }
  },

  MESSAGES {
    @Override
    ChatModel whole(House house, String key, String model) {
      return AnthropicChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxTokens(64)
          .returnThinking(true)
          .sendThinking(true)
          .maxRetries(0)
          .timeout(House.PATIENCE)
          .build();
    }

    @Override
    StreamingChatModel streaming(House house, String key, String model) {
      return AnthropicStreamingChatModel.builder()
          .baseUrl(house.uri("/v1").toString())
          .apiKey(key)
          .modelName(model)
          .temperature(0.0)
          .maxTokens(64)
          .returnThinking(true)
          .sendThinking(true)
          .timeout(House.PATIENCE)
          .build();
    }
  };

  abstract ChatModel whole(House house, String key, String model);

  abstract StreamingChatModel streaming(House house, String key, String model);
}
