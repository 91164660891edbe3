package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;

/// Where a model is found.
///
/// @param name what it is called there
/// @param inlinesLinks whether links in requests are fetched here, as the provider follows none
public record Place(Model model, Target target, String name, boolean inlinesLinks) {}
