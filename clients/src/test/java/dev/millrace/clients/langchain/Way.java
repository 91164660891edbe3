package dev.millrace.clients.langchain;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.millrace.clients.house.House;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How a test asks: on which surface, and whether it has the answer streamed.
record Way(Surface surface, boolean streamed) {
  static Stream<Way> all() {
    return Arrays.stream(Surface.values())
        .flatMap(surface -> Stream.of(new Way(surface, false), new Way(surface, true)));
  }

  ChatResponse ask(House house, String model, ChatRequest request) {
    return ask(house, House.KEY, model, request);
  }

  ChatResponse ask(House house, String key, String model, ChatRequest request) {
    if (!streamed) {
      return surface.whole(house, key, model).chat(request);
    }
    var ear = new Ear();
    surface.streaming(house, key, model).chat(request, ear);
    try {
      return ear.answer.orTimeout(House.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      throw e;
    }
  }

  /// Hears a stream, and sees to it that its pieces come to what it says in the end.
  private static final class Ear implements StreamingChatResponseHandler {
    final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();

    @Override
    public void onPartialResponse(String piece) {
      text.append(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
      thought.append(piece.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      var message = response.aiMessage();
      boolean same =
          text.toString().equals(or(message.text()))
              && thought.toString().equals(or(message.thinking()));
      if (same) {
        answer.complete(response);
      } else {
        answer.completeExceptionally(new AssertionError(text + " is not all of " + message));
      }
    }

    private static String or(@org.jspecify.annotations.Nullable String text) {
      return text == null ? "" : text;
    }

    @Override
    public void onError(Throwable error) {
      answer.completeExceptionally(error);
    }
  }
}
