using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reprise.Serving.Models;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Try;

/// <summary>The state of the page that tries a model, as its address says it.</summary>
internal sealed record TryUrl
{
    public required string Name { get; init; }

    /// <summary>The version tried; null when an alias says which.</summary>
    public int? Version { get; init; }

    /// <summary>The alias tried; null with <see cref="Version"/> null too for what is live, else the newest version.</summary>
    public string? Alias { get; init; }

    /// <summary>0-based row of the model's example that fills the form; -1 for an empty form.</summary>
    public int Row { get; init; }

    /// <summary>The model, as every client of the registry can name it; null when the page has to choose.</summary>
    public ModelUri? Uri =>
        Version is { } version ? ModelUri.OfVersion(Name, version)
        : Alias is { } alias ? ModelUri.OfAlias(Name, alias)
        : null;

    /// <summary>Reads an address; what it does not understand falls back to the default.</summary>
    public static TryUrl Parse(string name, IQueryCollection query) => new()
    {
        Name = name,
        Version = int.TryParse(query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        Alias = query["alias"].ToString() is { Length: > 0 } alias ? alias : null,
        Row = query["row"] == "none" ? -1 : int.TryParse(query["row"], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To("models", Name, "try")
            .With("version", Version?.ToString(CultureInfo.InvariantCulture))
            .With("alias", Version is null ? Alias : null)
            .With("row", Row switch { < 0 => "none", 0 => null, _ => Row.ToString(CultureInfo.InvariantCulture) })
            .ToString();
}
