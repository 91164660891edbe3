/// Google's Gemini API (`generateContent`), as AI Studio and Vertex AI speak it (2026-11).
@NullMarked
package dev.millrace.gateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
