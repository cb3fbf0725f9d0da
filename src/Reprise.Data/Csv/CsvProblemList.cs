using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Data.Csv;

/// <summary>Keeps the first problems and counts all.</summary>
internal sealed class CsvProblemList(string? source, int capacity)
{
    private readonly List<CsvProblem> _kept = [];

    public IReadOnlyList<CsvProblem> Kept => _kept;

    public long Count { get; private set; }

    public void Add(CsvProblem problem)
    {
        Count++;
        if (_kept.Count < capacity)
        {
            _kept.Add(problem);
        }
    }

    /// <summary>Throws one exception that lists what is kept, in the order of the text, and says how many more there are.</summary>
    public void ThrowIfAny()
    {
        if (Count == 0)
        {
            return;
        }

        var prefix = source is null ? "" : source + ": ";
        var lines = _kept.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).Select(problem => prefix + problem).ToList();
        if (Count > _kept.Count)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{prefix}… and {Count - _kept.Count} more."));
        }

        throw new RepriseException(ErrorCode.InvalidParameterValue, lines);
    }
}
