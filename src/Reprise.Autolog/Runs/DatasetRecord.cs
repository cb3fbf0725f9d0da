using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog.Runs;

/// <summary>The data of a run, as a run's input.</summary>
public static class DatasetRecord
{
    private const int MaxNumberOfColumns = 1000;
    private const int DigestCharacters = 36;

    /// <summary>A data set that was resolved to a file.</summary>
    public static DatasetInput Of(DatasetResolution resolution, Table table, string context = "training")
    {
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(table);
        return new DatasetInput
        {
            Name = resolution.Name,
            Digest = resolution.Digest,
            SourceType = resolution.Source switch { DatasetSource.Url => "http", DatasetSource.Sample => "code", _ => "local" },
            Source = JsonText.Object(json =>
            {
                json.WriteString("uri", resolution.Url?.ToString() ?? Path.GetFileName(resolution.Path));      // no folder of this machine
                json.WriteString("sha256", resolution.Sha256);
                json.WriteBoolean("sample", resolution.IsSample);
            }),
            Schema = Schema(table),
            Profile = Profile(table),
            Tags = [new Tag("mlflow.data.context", context)],
        };
    }

    /// <summary>A table in memory, named by its content: the digest is the beginning of <see cref="Sha256"/>.</summary>
    public static DatasetInput Of(Table table, string name, string context = "training")
    {
        ArgumentNullException.ThrowIfNull(table);
        var hash = Sha256(table);
        return new DatasetInput
        {
            Name = name,
            Digest = hash[..DigestCharacters],
            SourceType = "code",
            Source = JsonText.Object(json => json.WriteString("sha256", hash)),
            Schema = Schema(table),
            Profile = Profile(table),
            Tags = [new Tag("mlflow.data.context", context)],
        };
    }

    /// <summary>SHA-256 over names, types and cells, column after column; texts with their length before them. O(cells).</summary>
    public static string Sha256(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, table.RowCount.ToString(CultureInfo.InvariantCulture));
        foreach (var column in table.Columns)
        {
            Append(hash, column.Name);
            Append(hash, column.Type.ToString());
            for (var row = 0; row < column.Length; row++)
            {
                Append(hash, column.TextAt(row));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
        hash.AppendData(length);
        hash.AppendData(bytes ?? []);
    }

    /// <summary>Names and types of the first thousand columns: wider tables would not fit where MLflow keeps it.</summary>
    private static string Schema(Table table) => JsonText.Object(json =>
    {
        json.WritePropertyName("mlflow_colspec");
        json.WriteRawValue(ModelSignature.ToJson(
            [.. table.Columns.Take(MaxNumberOfColumns).Select(column => new SignatureField(column.Name, column.Type.ToSignatureType(), !column.HasNulls))]));
    });

    private static string Profile(Table table) => JsonText.Object(json =>
    {
        json.WriteNumber("num_rows", table.RowCount);
        json.WriteNumber("num_elements", (long)table.RowCount * table.Columns.Count);
    });
}
