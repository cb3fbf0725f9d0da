using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Tables;

namespace Reprise.Data.Validation;

/// <summary>What a data set promises, as data: columns, types, nulls, ranges, labels, duplicates, balance, size. Kept as JSON with snake-case names.</summary>
public sealed record DataContract
{
    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The columns, in the order of the header.</summary>
    public required IReadOnlyList<ColumnContract> Columns { get; init; }

    /// <summary>The column to be predicted; it must have <see cref="ColumnContract.Labels"/> for the balance to be checked. Default none.</summary>
    public string? Target { get; init; }

    /// <summary>A column the contract does not name. Default error.</summary>
    public Severity ExtraColumns { get; init; } = Severity.Error;

    /// <summary>Numbers with blanks around them. Default warning: they can be read and are better trimmed.</summary>
    public Severity PaddedNumbers { get; init; } = Severity.Warning;

    /// <summary>Rows with the same values in every column of the contract. Default warning: evaluation must keep them in one fold.</summary>
    public Severity DuplicateRows { get; init; } = Severity.Warning;

    /// <summary>A label of the target below <see cref="MinClassShare"/>. Default warning.</summary>
    public Severity ClassBalance { get; init; } = Severity.Warning;

    /// <summary>Smallest share of the rows for each label of the target, in [0, 1]. Default 0: not checked.</summary>
    public double MinClassShare { get; init; }

    /// <summary>Fewest rows, in [0, ∞). Default 1.</summary>
    public int MinRows { get; init; } = 1;

    /// <summary>Reads a contract from a JSON file.</summary>
    /// <exception cref="RepriseException">There is no such file, or it is not a sound contract; every problem is listed.</exception>
    public static DataContract Load(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no file '{path}'. Check the name and the current folder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"'{path}' may not be read; check its permissions, and that it is a file.", e);
        }

        return Parse(json, path);
    }

    /// <summary>Reads a contract from JSON text in UTF-8; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="RepriseException">It is not a sound contract; every problem is listed.</exception>
    public static DataContract Parse(ReadOnlySpan<byte> json, string source = "contract")
    {
        DataContract contract;
        try
        {
            json = json is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json;
            contract = JsonSerializer.Deserialize<DataContract>(json, DataJson.Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}") : "";
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"{source}{place}: this is no data contract. {e.Message}", e);
        }

        string[] empty = contract.Columns.Count == 0 ? ["The contract has no columns."] : [];
        var problems = empty.Concat(contract.Problems()).Select(problem => $"{source}: {problem}").ToList();
        return problems.Count == 0 ? contract : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }

    /// <summary>Writes the contract as indented JSON; a reader sees the old file or the whole new one.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, this, DataJson.Options);
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Whether a header is most likely meant for this contract: it has nine in ten of the required columns.</summary>
    public bool Fits(IReadOnlyCollection<string> header)
    {
        var required = Columns.Where(column => column.Required).ToList();
        return required.Count > 0 && required.Count(column => header.Contains(column.Name)) >= 0.9 * required.Count;
    }

    /// <summary>Type by column name, as <see cref="Csv.CsvOptions.Types"/> takes it.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types() => Columns.ToDictionary(column => column.Name, column => column.Type);

    /// <summary>Throws when the contract contradicts itself, with every problem listed.</summary>
    internal void Check()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }
    }

    private IEnumerable<string> Problems()
    {
        if (Columns.Contains(null!))
        {
            yield return "A column of the contract is null.";
            yield break;
        }

        foreach (var problem in Columns.SelectMany(column => column.Problems()))
        {
            yield return problem;
        }

        foreach (var name in Columns.GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"Two columns are called `{name}`.";
        }

        if (Target is not null && !Columns.Any(column => column.Name == Target))
        {
            yield return $"The target `{Target}` is none of the columns.";
        }

        if (!(MinClassShare is >= 0 and <= 1))
        {
            yield return FormattableString.Invariant($"min_class_share must be in [0, 1]. Got {MinClassShare}.");
        }
        else if (MinClassShare > 0 && Columns.FirstOrDefault(column => column.Name == Target)?.Labels is null)
        {
            yield return "min_class_share needs a target with labels.";
        }

        if (MinRows < 0)
        {
            yield return FormattableString.Invariant($"min_rows must be in [0, ∞). Got {MinRows}.");
        }
    }
}
