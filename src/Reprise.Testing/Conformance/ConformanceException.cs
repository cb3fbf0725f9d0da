namespace Reprise.Testing.Conformance;

/// <summary>An implementation breaks a contract; the message says expected and found.</summary>
public sealed class ConformanceException(string message) : Exception(message);
