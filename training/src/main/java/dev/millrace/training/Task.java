package dev.millrace.training;

import java.util.List;

/// A kind of tool, the names it goes by, and questions that call for it.
///
/// @param names function names
/// @param descriptions what such a function says of itself
/// @param parameters for each argument, the names it goes by
/// @param questions requests; `{0}` and `{1}` stand for the arguments
/// @param values the slot that fills each argument
record Task(
    List<String> names,
    List<String> descriptions,
    List<List<String>> parameters,
    List<String> questions,
    List<String> values) {
  static final Task WEATHER =
      new Task(
          List.of(
              "get_weather",
              "get_weather",
              "get_weather",
              "get_current_weather",
              "weather",
              "current_weather",
              "getWeather",
              "fetch_weather",
              "weather_lookup",
              "lookup_weather"),
          List.of(
              "Get weather information",
              "Get the weather",
              "Get the current weather",
              "Get the current weather in a given location",
              "Get current weather for a city",
              "Returns the weather of a place",
              "Weather",
              "Get the current temperature for a location",
              "Look up the weather forecast",
              "Get weather for a location",
              "Current weather conditions by city name"),
          List.of(
              List.of("location", "location", "city", "place", "city_name", "town", "where", "q")),
          List.of(
              "What is the weather in {0}?",
              "What is the weather in {0}?",
              "What's the weather in {0}?",
              "What is the weather like in {0}?",
              "what's the weather like in {0} today?",
              "What's the weather like in {0}",
              "How is the weather in {0}?",
              "Weather in {0}?",
              "weather in {0}",
              "Weather {0}",
              "Tell me the weather in {0}.",
              "Get the weather in {0}",
              "Get the weather for {0}.",
              "How's the weather in {0} right now?",
              "Is it raining in {0}?",
              "Is it sunny in {0}?",
              "Will it rain in {0} today?",
              "How warm is it in {0}?",
              "How cold is it in {0}?",
              "Is it cold in {0} today?",
              "What is the temperature in {0}?",
              "What's the temperature in {0} today?",
              "Can you check the weather in {0}?",
              "Please check the weather in {0}.",
              "Could you tell me the weather in {0}?",
              "I am going to {0}. What is the weather there?",
              "Do I need an umbrella in {0}?",
              "What is the current weather in {0}?",
              "what is the weather in {0}",
              "Show me the weather for {0}",
              "Check {0} weather",
              "What is the forecast for {0}?",
              "What's it like outside in {0}?",
              "Hi! What is the weather in {0}?"),
          List.of("place"));

  static final List<String> UNSEEN_WEATHER =
      List.of(
          "What will the weather be in {0}?",
          "Please tell me the weather in {0}.",
          "What is today's weather in {0}?",
          "Find the weather in {0}.",
          "Do you know the weather in {0}?",
          "And what is the weather in {0}?");

  static final List<Task> OTHERS =
      List.of(
          new Task(
              List.of("get_time", "current_time", "get_current_time", "time_in", "clock"),
              List.of(
                  "Get the current time in a city", "Current time of a place", "Tells the time"),
              List.of(List.of("city", "location", "place", "timezone")),
              List.of(
                  "What time is it in {0}?",
                  "what time is it in {0}",
                  "What is the time in {0}?",
                  "Tell me the time in {0}.",
                  "Current time in {0}?"),
              List.of("place")),
          new Task(
              List.of("search", "web_search", "search_web", "lookup", "find_documents"),
              List.of("Search the web", "Search for documents", "Finds pages about something"),
              List.of(List.of("query", "q", "text", "term")),
              List.of(
                  "Search for {0}",
                  "Search for {0}.",
                  "Search the web for {0}.",
                  "Look up {0}",
                  "Please search for {0}.",
                  "Find pages about {0}."),
              List.of("topic")),
          new Task(
              List.of("translate", "translate_text", "translation"),
              List.of("Translate text to another language", "Translates a text"),
              List.of(List.of("text", "input", "phrase"), List.of("language", "target", "to")),
              List.of(
                  "Translate {0} to {1}.",
                  "Translate {0} into {1}", "How do you say {0} in {1}?", "What is {0} in {1}?"),
              List.of("word", "language")),
          new Task(
              List.of("get_stock_price", "stock_price", "quote", "get_quote"),
              List.of("Get the price of a stock", "Current stock price by symbol"),
              List.of(List.of("symbol", "ticker", "stock")),
              List.of(
                  "What is the stock price of {0}?",
                  "Get the price of {0}", "How much is {0} stock?", "Stock price of {0}?"),
              List.of("symbol")),
          new Task(
              List.of("define", "define_word", "dictionary"),
              List.of("Look up the meaning of a word", "Dictionary"),
              List.of(List.of("word", "term", "entry")),
              List.of(
                  "Define {0}",
                  "What does {0} mean?", "What is the meaning of {0}?", "Define the word {0}."),
              List.of("word")),
          new Task(
              List.of("send_message", "send_email", "notify", "message"),
              List.of("Send a message to somebody", "Sends an email"),
              List.of(List.of("to", "recipient", "name"), List.of("text", "message", "body")),
              List.of(
                  "Send a message to {0}: {1}",
                  "Tell {0}: {1}", "Message {0}: {1}", "Write to {0}: {1}"),
              List.of("name", "note")),
          new Task(
              List.of("add_reminder", "remind", "create_task", "add_todo"),
              List.of("Add a reminder", "Creates a task", "Adds an item to the list"),
              List.of(List.of("text", "title", "item", "task")),
              List.of(
                  "Remind me to {0}",
                  "Remind me to {0}.", "Add a reminder to {0}", "Please remind me to {0}."),
              List.of("note")),
          new Task(
              List.of("calculate", "calculator", "evaluate", "math"),
              List.of("Evaluate an expression", "A calculator"),
              List.of(List.of("expression", "formula", "input")),
              List.of("What is {0}?", "Calculate {0}", "Compute {0}.", "How much is {0}?"),
              List.of("sum")));
}
