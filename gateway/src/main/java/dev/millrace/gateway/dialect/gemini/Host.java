package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.Protocol;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Where Google serves Gemini. The two differ in their paths, and in that Vertex AI's `v1` has no ids
/// of calls (2026-11).
public enum Host {
  /// `https://generativelanguage.googleapis.com/v1beta`, with a key in `x-goog-api-key`.
  AI_STUDIO("/models/", true),
  /// `https://{location}-aiplatform.googleapis.com/v1/projects/{project}/locations/{location}`, with
  /// an OAuth token.
  VERTEX("/publishers/google/models/", false);

  private final String models;
  private final boolean ids;

  Host(String models, boolean ids) {
    this.models = models;
    this.ids = ids;
  }

  /// Whether calls have ids there.
  boolean hasIds() {
    return ids;
  }

  /// The path of a model's method, to follow the base address. A model that brings its folder along,
  /// as `tunedModels/mine` or `endpoints/123`, is left there.
  ///
  /// @see Protocol.Written#path
  String path(String model, String method) {
    String folder = model.contains("/") ? "/" : models;
    return folder + encoded(model) + ":" + method;
  }

  private static String encoded(String model) {
    return Arrays.stream(model.split("/", -1))
        .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
