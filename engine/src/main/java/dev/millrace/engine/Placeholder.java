package dev.millrace.engine;

final class Placeholder {}
