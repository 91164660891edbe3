package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;

/// Where a model is found.
///
/// @param name what it is called there
public record Place(Model model, Target target, String name) {}
