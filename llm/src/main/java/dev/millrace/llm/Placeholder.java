package dev.millrace.llm;

final class Placeholder {}
