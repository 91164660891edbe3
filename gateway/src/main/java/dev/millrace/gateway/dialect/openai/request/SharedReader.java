package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Sampling;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the fields that Chat Completions and Completions share, each under the same names and
/// limits. Every method throws [Refused] if one of its fields is wrong.
///
/// @param rest is told of what cannot be honoured
public record SharedReader(Members body, Rest rest) {
  /// The name of the model asked for.
  public String model() {
    Value model = body.need("model");
    if (model.text().isEmpty()) {
      throw model.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return model.text();
  }

  /// How the next token is to be chosen.
  public Sampling sampling() {
    return new SamplingReader(body).read();
  }

  /// Where answers end, and how many are wanted (`n`).
  ///
  /// @param maxTokens as the dialect names and limits it
  public Bounds bounds(OptionalInt maxTokens) {
    return new BoundsReader(body).read(maxTokens);
  }

  /// What answers must look like.
  public Optional<Constraint> constraint() {
    return new ConstraintReader(body, rest).read();
  }

  /// What of the constraint goes to a provider in the client's own words, by the names of fields.
  public Map<String, Json> carried() {
    return new CarriedTag(body).read();
  }

  /// Whether the ids of tokens are to be told (`return_token_ids`).
  public boolean tokenIds() {
    return body.isOn("return_token_ids");
  }

  /// Whether the answer comes as server-sent events. Usage is sent always, so that
  /// `stream_options.include_usage` changes nothing.
  public boolean stream() {
    body.find("stream_options")
        .map(Value::object)
        .ifPresent(options -> {
          options.find("include_usage").ifPresent(Value::bool);
          options.find("continuous_usage_stats").ifPresent(Value::bool);
          options
              .find("include_obfuscation")
              .filter(Value::bool)
              .ifPresent(
                  wish -> rest.note(Note.dropped(wish.path(), "nothing is added to streams")));
          rest.of(options);
        });
    return body.isOn("stream");
  }

  /// Whether every chunk of a stream tells what was used until then
  /// (`stream_options.continuous_usage_stats`).
  public boolean continuousUsage() {
    return body.find("stream_options")
        .map(options -> options.object().isOn("continuous_usage_stats"))
        .orElse(false);
  }
}
