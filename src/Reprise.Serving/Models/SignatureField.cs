namespace Reprise.Serving.Models;

/// <summary>A column a model takes or gives: its name (null where MLflow left it unnamed), its type, and whether it must be there and not null.</summary>
public sealed record SignatureField(string? Name, SignatureType Type, bool Required = true);
