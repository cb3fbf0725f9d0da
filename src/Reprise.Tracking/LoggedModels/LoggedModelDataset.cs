namespace Reprise.Tracking.LoggedModels;

/// <summary>A dataset that metrics of logged models are measured on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its fingerprint; null for any.</param>
public sealed record LoggedModelDataset(string Name, string? Digest = null);
