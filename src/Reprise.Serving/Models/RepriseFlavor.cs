namespace Reprise.Serving.Models;

/// <summary>The flavour <c>reprise</c> of a model directory: one safetensors file, read as data.</summary>
/// <param name="ModelFile">File of the fitted model, relative to the directory.</param>
/// <param name="Sha256">SHA-256 of that file, 64 lower-case hexadecimal digits.</param>
/// <param name="Version">Version of the program that wrote it.</param>
public sealed record RepriseFlavor(string ModelFile, string Sha256, string Version)
{
    /// <summary>Key of the flavour in <c>MLmodel</c>.</summary>
    public const string Name = "reprise";
}
