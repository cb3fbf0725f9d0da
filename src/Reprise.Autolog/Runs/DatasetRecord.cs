using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Learning.Observation;
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

    /// <summary>A table in memory, named by its content: the digest is the beginning of <see cref="Sha256(Table)"/>.</summary>
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

    /// <summary>What an observed fit learned from; <paramref name="hash"/> is its <see cref="Sha256(FitData)"/>.</summary>
    internal static DatasetInput Of(FitData data, string hash, string name) => new()
    {
        Name = name,
        Digest = hash[..DigestCharacters],
        SourceType = "code",
        Source = JsonText.Object(json => json.WriteString("sha256", hash)),
        Schema = Schema(data.Table ?? data.Head(0)),
        Profile = Profile(data.RowCount, data.Table?.Columns.Count ?? data.Features.Columns),
        Tags = [new Tag("mlflow.data.context", "training")],
    };

    /// <summary>SHA-256 of an observed fit's rows: of a table as <see cref="Sha256(Table)"/>; of a matrix over its size, names, cells, targets and weights. O(cells).</summary>
    public static string Sha256(FitData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Table is { } table)
        {
            return Sha256(table);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, string.Create(CultureInfo.InvariantCulture, $"{data.Features.Rows} {data.Features.Columns} {data.ClassIndices.Length} {data.Values.Length} {data.Weights.Length}"));
        foreach (var name in data.FeatureNames)
        {
            Append(hash, name);
        }

        Append(hash, data.Features.Values);
        Append(hash, data.Values.Span);
        Append(hash, data.Weights.Span);
        foreach (var index in data.ClassIndices.Span)
        {
            Append(hash, [index]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
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

    /// <summary>Numbers as bytes, the lowest first on every machine.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        Span<long> buffer = stackalloc long[256];
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, buffer.Length);
            MemoryMarshal.Cast<double, long>(values[..count]).CopyTo(buffer);
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(buffer[..count], buffer[..count]);
            }

            hash.AppendData(MemoryMarshal.AsBytes(buffer[..count]));
            values = values[count..];
        }
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
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

    private static string Profile(Table table) => Profile(table.RowCount, table.Columns.Count);

    private static string Profile(int rows, int columns) => JsonText.Object(json =>
    {
        json.WriteNumber("num_rows", rows);
        json.WriteNumber("num_elements", (long)rows * columns);
    });
}
