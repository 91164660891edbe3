package dev.millrace.gateway.route;

import dev.millrace.llm.Upstream;
import java.time.Duration;

/// Where an attempt goes.
///
/// @param provider the name of the upstream in the configuration
/// @param first how long the first event may take
/// @param stall how long the stream may be silent after it; noticed after at most twice that
public record Target(String provider, Upstream upstream, Duration first, Duration stall) {}
