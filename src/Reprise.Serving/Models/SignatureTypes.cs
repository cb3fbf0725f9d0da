using System.Diagnostics.CodeAnalysis;
using Reprise.Core.Tables;

namespace Reprise.Serving.Models;

/// <summary>Names of signature types and the column types that hold their values.</summary>
public static class SignatureTypes
{
    private static readonly string[] Names = ["double", "float", "long", "integer", "boolean", "string", "datetime"];

    /// <summary>Every name, in the order of <see cref="SignatureType"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>MLflow's name of the type.</summary>
    public static string ToWire(this SignatureType type) => Names[(int)type];

    /// <summary>The type with this name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out SignatureType type)
    {
        var at = Array.IndexOf(Names, name);
        type = (SignatureType)Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>The type of the table column that holds such values; a datetime is kept as the text it came as.</summary>
    public static ColumnType ToColumnType(this SignatureType type) => type switch
    {
        SignatureType.Double or SignatureType.Float => ColumnType.Double,
        SignatureType.Long or SignatureType.Integer => ColumnType.Long,
        SignatureType.Boolean => ColumnType.Boolean,
        _ => ColumnType.String,
    };

    /// <summary>The signature type of a table column.</summary>
    public static SignatureType ToSignatureType(this ColumnType type) => type switch
    {
        ColumnType.Double => SignatureType.Double,
        ColumnType.Long => SignatureType.Long,
        ColumnType.Boolean => SignatureType.Boolean,
        _ => SignatureType.String,
    };
}
