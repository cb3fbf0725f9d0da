using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Data.Csv;
using Reprise.Studio.Text;
using Reprise.Tracking.Artifacts;

namespace Reprise.Studio.Artifacts;

/// <summary>What is shown of a file: its beginning, in a form that fits its kind.</summary>
public sealed record ArtifactPreview
{
    /// <summary>Bytes read for a preview.</summary>
    public const int ByteLimit = 512 * 1024;

    /// <summary>Rows of a table shown.</summary>
    public const int RowLimit = 100;

    /// <summary>Columns of a table shown.</summary>
    public const int ColumnLimit = 60;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the file is under its root.</summary>
    public required string Path { get; init; }

    /// <summary>The form it is shown in.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>The text; null for pictures, tables and what cannot be read as text.</summary>
    public string? Text { get; init; }

    /// <summary>Rows of a table, the heading first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>What is left out or odd, in words; null when the whole file is shown as it is.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the file can be shown at all.</summary>
    public bool IsShown => Kind == ArtifactKind.Image || Text is not null || Rows.Count > 0;

    /// <summary>Reads the beginning of a file.</summary>
    public static async Task<ArtifactPreview> LoadAsync(IArtifactStore store, string rootUri, string path, CancellationToken cancellationToken)
    {
        var kind = ArtifactKinds.Of(path);
        var stream = await store.OpenReadAsync(rootUri, path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            if (kind == ArtifactKind.Image)
            {
                return new ArtifactPreview { Path = path, Kind = kind };
            }

            var buffer = new byte[ByteLimit + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Show(path, kind, buffer.AsSpan(0, length));
        }
    }

    /// <summary>Shows bytes: more than <see cref="ByteLimit"/> are cut there.</summary>
    internal static ArtifactPreview Show(string path, ArtifactKind kind, ReadOnlySpan<byte> bytes)
    {
        var cut = bytes.Length > ByteLimit;
        bytes = cut ? bytes[..ByteLimit] : bytes;
        if (bytes.Contains((byte)0))
        {
            return new ArtifactPreview { Path = path, Kind = ArtifactKind.Text, Notice = "This is not text. Download it to look inside." };
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var preview = new ArtifactPreview { Path = path, Kind = ArtifactKind.Text, Text = text, Notice = cut ? CutNotice() : null };
        return kind switch
        {
            _ when bytes.IsEmpty => preview with { Notice = "The file is empty." },
            ArtifactKind.Json when !cut => AsJson(preview, text),
            ArtifactKind.Table => AsTable(preview, bytes, text, cut),
            _ => preview,
        };
    }

    private static ArtifactPreview AsJson(ArtifactPreview preview, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
            return preview with { Kind = ArtifactKind.Json, Text = JsonSerializer.Serialize(document.RootElement, Pretty) };
        }
        catch (JsonException problem)
        {
            return preview with
            {
                Notice = string.Create(
                    CultureInfo.InvariantCulture,
                    $"This is not valid JSON (line {problem.LineNumber + 1}, position {problem.BytePositionInLine + 1}), so it is shown as it is."),
            };
        }
    }

    private static ArtifactPreview AsTable(ArtifactPreview preview, ReadOnlySpan<byte> bytes, string text, bool cut)
    {
        TextTable table;
        try
        {
            using var stream = new MemoryStream(bytes.ToArray());
            table = CsvText.Read(stream, new CsvOptions { Delimiter = Delimiter(text), AllowNoRows = true, NameUnnamedColumns = true });
        }
        catch (RepriseException)
        {
            return preview with { Notice = "This cannot be read as a table, so it is shown as it is." };
        }

        // The last row of a file that was cut is most likely half a row.
        var whole = table.RowCount - (cut && table.RowCount > 1 ? 1 : 0);
        var (rows, columns) = (Math.Min(whole, RowLimit), Math.Min(table.ColumnNames.Count, ColumnLimit));
        if (columns == 0)
        {
            return preview;
        }

        var left = (rows < whole || cut, columns < table.ColumnNames.Count) switch
        {
            (true, false) => $"The first {Words.Count(rows, "row")} are shown.",
            (true, true) => $"The first {Words.Count(rows, "row")} and {ColumnLimit} columns are shown.",
            (false, true) => $"The first {ColumnLimit} columns are shown.",
            _ => "",
        };
        var odd = table.ProblemCount > 0 && !cut ? $"{Words.Count(table.ProblemCount, "place")} in the text cannot be read as CSV; `reprise validate data` names them." : "";
        return preview with
        {
            Kind = ArtifactKind.Table,
            Text = null,
            Rows =
            [
                [.. table.ColumnNames.Take(columns)],
                .. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Select(column => table.Text(row, column)).ToList()),
            ],
            Notice = left.Length + odd.Length == 0 ? null : $"{left} {odd}".Trim(),
        };
    }

    // The candidate that stands most often in the first line.
    private static char Delimiter(string text)
    {
        var line = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var (best, most) = (',', 0);
        foreach (var candidate in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            var count = line.Count(candidate);
            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }

    private static string CutNotice() => $"The first {Words.Bytes(ByteLimit)} are shown. Download the file for the rest.";
}
